/**
 * At start: ends the presence of workers that are known to be dead without waiting for their time to live.
 * On an embedded database nobody else can be alive, for this process holds the data folder. On a server's
 * database only workers of this machine and this container whose process is gone are known to be dead.
 */
import type { Queryable } from '../store/queryable.ts'
import { closePresence, listOpenPresences } from '../store/worker-presence.ts'
import { readMachine } from './read-machine.ts'

export async function closeAllPresences(db: Queryable): Promise<void> {
  const open = await listOpenPresences(db)
  await closePresence(
    db,
    open.map((worker) => worker.id),
  )
}

export async function closePresencesOfDeadProcesses(db: Queryable): Promise<void> {
  const here = readMachine()
  if (here === null) return
  const open = await listOpenPresences(db)
  const dead = open.filter((worker) => worker.machine === here && !isAlive(worker.pid))
  await closePresence(
    db,
    dead.map((worker) => worker.id),
  )
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    // EPERM: the process exists and belongs to somebody else.
    return error instanceof Error && 'code' in error && error.code === 'EPERM'
  }
}
