import { chmodSync, chownSync, lstatSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { canReach } from './can-reach.ts'

/**
 * How PostgreSQL is run. It refuses to run as root, so root lends it an account that the machine already
 * has; no user is created. Where that account cannot reach the binary or the data (a project below a closed
 * home folder), a user namespace makes root look unprivileged instead.
 */
export interface PostgresAccount {
  readonly uid?: number
  readonly gid?: number
  /** The command and arguments that go before the binary. */
  readonly prefix: readonly string[]
}

// `nobody` comes last: it is the account that runs people's scripts, which must not read the database.
const CANDIDATES = ['postgres', 'daemon', 'nobody']
const NAMESPACE = ['unshare', '--user', '--map-user=65534', '--map-group=65534']

export function choosePostgresAccount(mustReach: readonly string[]): PostgresAccount {
  if (process.getuid?.() !== 0) return { prefix: [] }
  const account = findAccount()
  if (account !== null && mustReach.every((path) => canReach(account, path))) {
    return { ...account, prefix: [] }
  }
  return { prefix: NAMESPACE }
}

/** Gives the database's folder to the account; a cluster made under another account is handed over whole. */
export function handOver(folder: string, account: PostgresAccount): void {
  if (process.getuid?.() !== 0) return
  const uid = account.uid ?? 0
  const gid = account.gid ?? 0
  if (statSync(folder).uid !== uid) chownTree(folder, uid, gid)
  chmodSync(folder, 0o700)
}

function findAccount(): { uid: number; gid: number } | null {
  const accounts = readFileSync('/etc/passwd', 'utf8')
    .split('\n')
    .map((line) => line.split(':'))
  for (const name of CANDIDATES) {
    const fields = accounts.find((account) => account[0] === name)
    if (fields !== undefined) return { uid: Number(fields[2]), gid: Number(fields[3]) }
  }
  return null
}

function chownTree(folder: string, uid: number, gid: number): void {
  chownSync(folder, uid, gid)
  for (const name of readdirSync(folder)) {
    const path = join(folder, name)
    const entry = lstatSync(path)
    if (entry.isDirectory()) chownTree(path, uid, gid)
    else if (entry.isFile()) chownSync(path, uid, gid)
  }
}
