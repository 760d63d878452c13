/**
 * The account that people's code runs under. Never root: when Heddle is root it lends `nobody`, who owns
 * nothing and reads neither the data folder nor Heddle's environment. Otherwise it is Heddle's own account.
 */
import { readFileSync } from 'node:fs'

export interface ProcessAccount {
  readonly uid: number
  readonly gid: number
}

/** By convention the user that owns nothing, where the machine has no entry for it. */
const NOBODY_ID = 65_534

/** Null where Heddle is not root: code then runs as Heddle's own user. */
export function chooseProcessAccount(): ProcessAccount | null {
  if (process.getuid?.() !== 0) return null
  return findNobody() ?? { uid: NOBODY_ID, gid: NOBODY_ID }
}

function findNobody(): ProcessAccount | null {
  const line = readPasswd()
    .split('\n')
    .find((entry) => entry.startsWith('nobody:'))
  const [, , uid, gid] = line?.split(':') ?? []
  return uid === undefined || gid === undefined ? null : { uid: Number(uid), gid: Number(gid) }
}

function readPasswd(): string {
  try {
    return readFileSync('/etc/passwd', 'utf8')
  } catch {
    // A minimal container may have none.
    return ''
  }
}
