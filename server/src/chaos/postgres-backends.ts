/** The processes of PostgreSQL that serve a connection each. What `pg_terminate_backend` does is SIGTERM to one. */
import { readdirSync, readFileSync } from 'node:fs'

/** `postgres: heddle heddle 127.0.0.1(40000) idle`; those of its own have a title without an address. */
const BACKEND = /^postgres: .*\d+\.\d+\.\d+\.\d+\(\d+\)/

/** Linux alone tells; elsewhere, and where there is no server, nobody is found. */
export function listBackends(postmaster: number | null): number[] {
  if (postmaster === null || process.platform !== 'linux') return []
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name) && isBackendOf(postmaster, name))
    .map(Number)
}

function isBackendOf(postmaster: number, pid: string): boolean {
  try {
    // After the name, which is in brackets: state, then the parent.
    const afterName = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').at(-1) ?? ''
    const isChild = afterName.split(' ')[1] === String(postmaster)
    return isChild && BACKEND.test(readFileSync(`/proc/${pid}/cmdline`, 'utf8'))
  } catch {
    return false
  }
}
