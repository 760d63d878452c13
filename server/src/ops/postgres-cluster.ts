import { spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import {
  chmodSync,
  existsSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { findFreePort } from './free-port.ts'
import { makeFolder } from './make-folder.ts'
import { choosePostgresAccount, handOver, type PostgresAccount } from './postgres-account.ts'
import { findPostgresBinaries, type PostgresBinaries } from './postgres-binaries.ts'

const DATABASE_NAME = 'heddle'
const DATABASE_USER = 'heddle'

/** A database folder that is ready to be served. */
export interface PostgresCluster {
  readonly folder: string
  readonly port: number
  readonly password: string
  readonly account: PostgresAccount
  readonly binaries: PostgresBinaries
}

interface Remembered {
  readonly port: number
  readonly password: string
}

/** Finds the cluster in the data folder, or makes it; a half-made one of an interrupted start is thrown away. */
export async function prepareCluster(
  dataDir: string,
  onWaiting: () => void = () => undefined,
): Promise<PostgresCluster> {
  makeFolder(dataDir, 0o711)
  // The account of the database passes through this folder; what is private in it is closed by itself.
  if (process.getuid?.() === 0) chmodSync(dataDir, statSync(dataDir).mode | 0o011)
  const folder = join(dataDir, 'postgres')
  const binaries = findPostgresBinaries()
  const account = choosePostgresAccount([folder, binaries.postgres])
  const remembered = await rememberConnection(join(dataDir, 'postgres.json'))
  const cluster = { folder, account, binaries, ...remembered }
  if (existsSync(folder)) handOver(folder, account)
  else await createCluster(cluster, onWaiting)
  return cluster
}

export function clusterUrl({ port, password }: Pick<PostgresCluster, 'port' | 'password'>): string {
  return `postgresql://${DATABASE_USER}:${password}@127.0.0.1:${port}/${DATABASE_NAME}`
}

/** The port stays the same from start to start as long as it is free: tools keep their connection settings. */
async function rememberConnection(file: string): Promise<Remembered> {
  const known: Partial<Remembered> = existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : {}
  const remembered = {
    port: await findFreePort(known.port),
    password: known.password ?? randomBytes(24).toString('base64url'),
  }
  if (remembered.port !== known.port || remembered.password !== known.password) keep(file, remembered)
  return remembered
}

/** Nobody knows the password but this file: it is replaced whole, so that a full disk leaves the old one. */
function keep(file: string, remembered: Remembered): void {
  const partial = `${file}.partial`
  writeFileSync(partial, JSON.stringify(remembered), { mode: 0o600, flush: true })
  renameSync(partial, file)
}

async function createCluster(
  { folder, account, binaries, password }: PostgresCluster,
  onWaiting: () => void,
): Promise<void> {
  const partial = `${folder}.partial`
  rmSync(partial, { recursive: true, force: true })
  mkdirSync(partial, { mode: 0o700 })
  const passwordFile = join(partial, 'password')
  writeFileSync(passwordFile, password, { mode: 0o600 })
  handOver(partial, account)
  const cluster = join(partial, 'cluster')
  const options = ['--username', DATABASE_USER, '--auth', 'scram-sha-256', '--pwfile', passwordFile]
  options.push('--encoding', 'UTF8', '--locale', 'C.UTF-8', '--no-instructions', '--no-sync', '-D', cluster)
  const making = run(account, [binaries.initdb, ...options])
  onWaiting()
  await making
  const single = ['--single', '-D', cluster, '-c', 'fsync=off', 'postgres']
  await run(account, [binaries.postgres, ...single], `CREATE DATABASE ${DATABASE_NAME}\n`)
  // Once, before it has its name. Not by `syncfs`, which
  // waits for whatever else was written there, such as packages that were just installed.
  await run(account, [binaries.initdb, '--sync-only', '-D', cluster])
  renameSync(cluster, folder)
  rmSync(partial, { recursive: true })
}

function run(account: PostgresAccount, command: readonly string[], input = ''): Promise<void> {
  return new Promise((resolve, reject) => {
    const child = spawnAs(account, command)
    let output = ''
    const collect = (chunk: Buffer) => {
      output = (output + chunk.toString()).slice(-2000)
    }
    child.stdout.on('data', collect)
    child.stderr.on('data', collect)
    child.once('error', reject)
    child.once('exit', (code) =>
      code === 0 ? resolve() : reject(new Error(`The database could not be created: ${output.trim()}`)),
    )
    child.stdin.end(input)
  })
}

/** Starts a binary of PostgreSQL under the account, in a session of its own: Ctrl+C is for the product first. */
export function spawnAs(account: PostgresAccount, command: readonly string[]) {
  const [file = '', ...args] = [...account.prefix, ...command]
  return spawn(file, args, {
    stdio: ['pipe', 'pipe', 'pipe'],
    detached: true,
    cwd: '/',
    env: { PATH: '/usr/local/bin:/usr/bin:/bin', LC_ALL: 'C', TZ: 'UTC' },
    ...(account.uid === undefined ? {} : { uid: account.uid }),
    ...(account.gid === undefined ? {} : { gid: account.gid }),
  })
}
