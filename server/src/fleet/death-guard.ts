/**
 * Ends the processes of a fleet when whoever started it is killed with no chance to do so: a shell holds the other
 * end of a pipe, which closes with its owner however that ends.
 */
import { spawn } from 'node:child_process'

export interface DeathGuard {
  /** Whom to kill from now on. */
  watch(pids: readonly number[]): void
  /** Nobody is left to kill. */
  release(): void
}

/** PostgreSQL, whose process changes without anybody saying so, is found by its file and asked to stop fast. */
const SCRIPT = `
while read -r line; do pids=$line; done
[ -n "$pids" ] && kill -9 $pids
[ -n "$1" ] && [ -f "$1" ] && kill -INT "$(head -n 1 "$1")"
`

export function startDeathGuard(postmasterFile: string | null): DeathGuard {
  const guard = spawn('/bin/sh', ['-c', SCRIPT, 'sh', postmasterFile ?? ''], {
    detached: true,
    stdio: ['pipe', 'ignore', 'ignore'],
  })
  guard.unref()
  // It may be killed together with those whom it guards.
  guard.on('error', () => undefined)
  guard.stdin.on('error', () => undefined)
  return {
    watch: (pids) => void guard.stdin.write(`${pids.join(' ')}\n`),
    release: () => void guard.stdin.end('\n'),
  }
}
