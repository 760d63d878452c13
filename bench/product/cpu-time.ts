/** Processor time of the product's processes: unlike elapsed time it hardly depends on what else the machine does. */
import { listTree, readOrEmpty } from './process-tree.ts'

export interface CpuTime {
  readonly nodeMs: number
  readonly postgresMs: number
}

export type ReadCpu = () => CpuTime

/** Of the processes that live now, since each of them began. Zero where there is no /proc. */
export function cpuReaderOf(root: number): ReadCpu {
  return () => {
    let nodeMs = 0
    let postgresMs = 0
    for (const { pid, name } of listTree(root)) {
      const ms = name === 'postgres' ? readMainThreadMs(pid) : readAllThreadsMs(pid)
      if (name === 'postgres') postgresMs += ms
      else nodeMs += ms
    }
    return { nodeMs, postgresMs }
  }
}

/** What one of several runs took between two readings, on average. */
export function shareCpu(after: CpuTime, before: CpuTime, runs: number): CpuTime {
  return {
    nodeMs: (after.nodeMs - before.nodeMs) / runs,
    postgresMs: (after.postgresMs - before.postgresMs) / runs,
  }
}

/** PostgreSQL's processes have one thread, so the finer clock of the scheduler tells all. */
function readMainThreadMs(pid: number): number {
  return Number(readOrEmpty(`/proc/${pid}/schedstat`).split(' ')[0] ?? 0) / 1e6
}

function readAllThreadsMs(pid: number): number {
  const fields = (readOrEmpty(`/proc/${pid}/stat`).split(') ')[1] ?? '').split(' ')
  // User and system time in ticks; there are a hundred in a second on every Linux that Node runs on.
  return (Number(fields[11] ?? 0) + Number(fields[12] ?? 0)) * 10
}
