/** Processor time of the product's processes: unlike elapsed time it hardly depends on what else the machine does. */
import { listTree, readOrEmpty } from './process-tree.ts'

export interface CpuTime {
  readonly nodeMs: number
  readonly postgresMs: number
  /** Of a fleet: what its server took of `nodeMs`, and what the parts took that one process does without. */
  readonly fleet?: { readonly serverMs: number; readonly balancerMs: number; readonly redisMs: number }
}

/** There are a hundred ticks in a second on every Linux that Node runs on. */
const tickMs = 10

export type ReadCpu = () => CpuTime

/** Of the processes that live now, since each of them began, and of their children that ended. Zero where there is no /proc. */
export function cpuReaderOf(root: number): ReadCpu {
  return () => {
    let nodeMs = 0
    let postgresMs = 0
    for (const { pid, name } of listTree(root)) {
      const ms = (name === 'postgres' ? readMainThreadMs(pid) : readAllThreadsMs(pid)) + readEndedMs(pid)
      if (name === 'postgres') postgresMs += ms
      else nodeMs += ms
    }
    return { nodeMs, postgresMs }
  }
}

/** Adds up what several runs take, and nothing of what happens between them. */
export class CpuWatch {
  readonly #read: ReadCpu
  #sum: CpuTime | null = null
  #runs = 0

  constructor(read: ReadCpu) {
    this.#read = read
  }

  async watch<T>(run: () => Promise<T>): Promise<T> {
    const before = this.#read()
    const result = await run()
    const taken = combine(this.#read(), before, (a, b) => a - b)
    this.#sum = this.#sum === null ? taken : combine(this.#sum, taken, (a, b) => a + b)
    this.#runs += 1
    return result
  }

  /** What one run took on average. */
  get average(): CpuTime {
    const { nodeMs, postgresMs, fleet } = this.#sum ?? { nodeMs: 0, postgresMs: 0 }
    const share = (ms: number) => ms / this.#runs
    const own = { nodeMs: share(nodeMs), postgresMs: share(postgresMs) }
    if (fleet === undefined) return own
    const { serverMs, balancerMs, redisMs } = fleet
    const shares = { serverMs: share(serverMs), balancerMs: share(balancerMs), redisMs: share(redisMs) }
    return { ...own, fleet: shares }
  }
}

function combine(one: CpuTime, other: CpuTime, of: (a: number, b: number) => number): CpuTime {
  const own = {
    nodeMs: of(one.nodeMs, other.nodeMs),
    postgresMs: of(one.postgresMs, other.postgresMs),
  }
  if (one.fleet === undefined || other.fleet === undefined) return own
  const fleet = {
    serverMs: of(one.fleet.serverMs, other.fleet.serverMs),
    balancerMs: of(one.fleet.balancerMs, other.fleet.balancerMs),
    redisMs: of(one.fleet.redisMs, other.fleet.redisMs),
  }
  return { ...own, fleet }
}

/** PostgreSQL's processes have one thread, so the finer clock of the scheduler tells all. */
function readMainThreadMs(pid: number): number {
  return Number(readOrEmpty(`/proc/${pid}/schedstat`).split(' ')[0] ?? 0) / 1e6
}

function readAllThreadsMs(pid: number): number {
  const [user, system] = readTicks(pid)
  return (user + system) * tickMs
}

function readEndedMs(pid: number): number {
  const [, , user, system] = readTicks(pid)
  return (user + system) * tickMs
}

/** User and system time of a process, then of its children that ended. */
function readTicks(pid: number): [number, number, number, number] {
  const fields = (readOrEmpty(`/proc/${pid}/stat`).split(') ')[1] ?? '').split(' ')
  const read = (place: number) => Number(fields[place] ?? 0)
  return [read(11), read(12), read(13), read(14)]
}
