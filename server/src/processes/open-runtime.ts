/** The Node.js program that Heddle itself runs on, in a form that the account can start. */
import { openSync } from 'node:fs'
import { canReach } from '../ops/can-reach.ts'
import type { ProcessAccount } from './process-account.ts'

export interface Runtime {
  readonly program: string
  /** To be inherited by the process as its descriptor 3; null where the program's path will do. */
  readonly descriptor: number | null
}

let opened: Runtime | null = null

/**
 * A project below a closed home folder hides the program from the account. An open descriptor still leads
 * to it, so the process starts what it inherits.
 */
export function openRuntime(account: ProcessAccount | null): Runtime {
  opened ??=
    account === null || canReach(account, process.execPath)
      ? { program: process.execPath, descriptor: null }
      : { program: '/proc/self/fd/3', descriptor: openSync(process.execPath, 'r') }
  return opened
}
