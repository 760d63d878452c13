import { execFileSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'

const FAST_STOP_MS = 10_000

/**
 * When the product was killed, its PostgreSQL lives on. The next start, holding the lock of the data folder,
 * stops that server and starts its own, which is then supervised like any other; taking it over instead
 * would leave a server that nobody restarts.
 */
export async function stopStalePostgres(folder: string): Promise<void> {
  const pid = readPostmasterPid(folder)
  if (pid === null) return
  if (commandOf(pid)?.includes(folder)) process.kill(pid, 'SIGINT')
  for (let waited = 0; isEnding(pid, folder); waited += 20) {
    if (waited >= FAST_STOP_MS) throw new Error(`PostgreSQL (process ${pid}) of ${folder} does not stop`)
    await delay(20)
  }
}

/** The process that serves the folder, if one does. */
export function findPostmaster(folder: string): number | null {
  const pid = readPostmasterPid(folder)
  return pid !== null && commandOf(pid)?.includes(folder) ? pid : null
}

function readPostmasterPid(folder: string): number | null {
  const file = join(folder, 'postmaster.pid')
  if (!existsSync(file)) return null
  const pid = Number(readFileSync(file, 'utf8').split('\n')[0])
  return pid > 1 ? pid : null
}

/** A killed process has no command any more and keeps its id for a moment, which a new server takes for life. */
function isEnding(pid: number, folder: string): boolean {
  const command = commandOf(pid)
  return command === '' || command?.includes(folder) === true
}

/** The id alone proves nothing, it may belong to another program by now; null when no process has it. */
function commandOf(pid: number): string | null {
  try {
    if (process.platform === 'linux') return readFileSync(`/proc/${pid}/cmdline`, 'utf8')
    return execFileSync('ps', ['-o', 'args=', '-ww', '-p', String(pid)], { encoding: 'utf8' })
  } catch {
    return null
  }
}
