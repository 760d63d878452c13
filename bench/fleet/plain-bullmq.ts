/**
 * Plain BullMQ beside Heddle: jobs that do nothing, handed in with `addBulk` and worked off by its own `Worker` in
 * processes of their own, on the same Redis. It keeps no history, decides nothing and knows no graph.
 */
import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { Queue } from 'bullmq'
import type { FleetRedis } from '../../server/src/fleet/fleet-redis.ts'
import { closeOnce } from '../open-resources.ts'
import { cpuReaderOf } from '../product/cpu-time.ts'
import type { ParentWord, WorkerSettings, WorkerWord } from './plain-bullmq-worker.ts'

export interface PlainSetting {
  readonly processes: number
  /** Jobs at once in each of them. */
  readonly concurrency: number
}

export interface PlainTrial {
  /** Handed in and worked off at the same time: what a queue in service does. */
  readonly jobsPerSecond: number
  /** Of a job on that way, in microseconds: of those who hand in and work off, and of Redis. */
  readonly cpu: { readonly clientsUs: number; readonly redisUs: number }
  /** Only worked off, when all were there before. */
  readonly workedPerSecond: number
  /** Only handed in, while nobody works. */
  readonly addedPerSecond: number
}

export interface PlainBullmq {
  run(jobs: number): Promise<PlainTrial>
  close(): Promise<void>
}

const chunk = 1000
const warmUpJobs = 2000
const deadlineMs = 30_000
const program = join(import.meta.dirname, 'plain-bullmq-worker.ts')

let opened = 0

/** Warm when it resolves. */
export async function openPlainBullmq(redis: FleetRedis, setting: PlainSetting): Promise<PlainBullmq> {
  const { hostname: host, port } = new URL(redis.url)
  opened += 1
  const settings: WorkerSettings = {
    host,
    port: Number(port),
    queue: `plain-${opened}`,
    concurrency: setting.concurrency,
  }
  const queue = new Queue(settings.queue, { connection: { host, port: settings.port } })
  queue.on('error', () => undefined)
  const workers = Array.from({ length: setting.processes }, () => new PlainWorker(settings))
  const parts: Parts = { queue, workers, redisPid: redis.process?.pid ?? null }
  const close = closeOnce(async () => {
    for (const worker of workers) await worker.stop()
    await queue.obliterate({ force: true })
    await queue.close()
  })
  try {
    await Promise.all(workers.map((worker) => worker.untilSaid('ready')))
    await runTrial(parts, warmUpJobs)
  } catch (error) {
    await close()
    throw error
  }
  return { run: (jobs) => runTrial(parts, jobs), close }
}

interface Parts {
  readonly queue: Queue
  readonly workers: readonly PlainWorker[]
  readonly redisPid: number | null
}

async function runTrial({ queue, workers, redisPid }: Parts, jobs: number): Promise<PlainTrial> {
  const cpu = readCpu(workers, redisPid)
  const begin = performance.now()
  beginWork(workers)
  const before = countDone(workers)
  const through = untilDone(workers, before + jobs)
  await addJobs(queue, jobs)
  await through
  const throughMs = performance.now() - begin
  const cpuAfter = readCpu(workers, redisPid)
  await pauseWork(workers)

  const addBegin = performance.now()
  await addJobs(queue, jobs)
  const workBegin = performance.now()
  beginWork(workers)
  await untilDone(workers, before + 2 * jobs)
  const end = performance.now()
  await pauseWork(workers)
  return {
    jobsPerSecond: (jobs * 1000) / throughMs,
    cpu: {
      clientsUs: (1000 * (cpuAfter.clientsMs - cpu.clientsMs)) / jobs,
      redisUs: (1000 * (cpuAfter.redisMs - cpu.redisMs)) / jobs,
    },
    workedPerSecond: (jobs * 1000) / (end - workBegin),
    addedPerSecond: (jobs * 1000) / (workBegin - addBegin),
  }
}

function readCpu(workers: readonly PlainWorker[], redisPid: number | null) {
  const nodeMsOf = (pid: number | null) => (pid === null ? 0 : cpuReaderOf(pid)().nodeMs)
  const { user, system } = process.cpuUsage()
  const clientsMs = workers.reduce((sum, { pid }) => sum + nodeMsOf(pid), (user + system) / 1000)
  return { clientsMs, redisMs: nodeMsOf(redisPid) }
}

async function addJobs(queue: Queue, jobs: number): Promise<void> {
  for (let from = 0; from < jobs; from += chunk) {
    const size = Math.min(chunk, jobs - from)
    await queue.addBulk(
      Array.from({ length: size }, (_, at) => ({ name: 'noop', data: { node: from + at } })),
    )
  }
}

function beginWork(workers: readonly PlainWorker[]): void {
  for (const worker of workers) worker.say('go')
}

async function pauseWork(workers: readonly PlainWorker[]): Promise<void> {
  const paused = workers.map((worker) => worker.untilSaid('paused'))
  for (const worker of workers) worker.say('pause')
  await Promise.all(paused)
}

function countDone(workers: readonly PlainWorker[]): number {
  return workers.reduce((sum, { done }) => sum + done, 0)
}

function untilDone(workers: readonly PlainWorker[], jobs: number): Promise<void> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error('Plain BullMQ did not get through its jobs')), deadlineMs)
    for (const worker of workers) {
      worker.onProgress = () => {
        if (countDone(workers) < jobs) return
        clearTimeout(timer)
        resolve()
      }
    }
  })
}

class PlainWorker {
  readonly #child: ChildProcess
  done = 0
  onProgress: () => void = () => undefined

  constructor(settings: WorkerSettings) {
    this.#child = fork(program, [JSON.stringify(settings)], { stdio: ['ignore', 'ignore', 'inherit', 'ipc'] })
    this.#child.on('message', (word: WorkerWord) => {
      if (typeof word !== 'number') return
      this.done = word
      this.onProgress()
    })
  }

  get pid(): number | null {
    return this.#child.pid ?? null
  }

  say(word: ParentWord): void {
    this.#child.send(word)
  }

  untilSaid(wished: WorkerWord): Promise<void> {
    return new Promise((resolve, reject) => {
      const hear = (word: WorkerWord) => {
        if (word !== wished) return
        forget()
        resolve()
      }
      const giveUp = () => {
        forget()
        reject(new Error('A process of plain BullMQ ended'))
      }
      const forget = () => void this.#child.off('message', hear).off('exit', giveUp)
      this.#child.on('message', hear).on('exit', giveUp)
    })
  }

  async stop(): Promise<void> {
    if (this.#child.exitCode !== null || this.#child.signalCode !== null) return
    const exit = once(this.#child, 'exit')
    this.#child.disconnect()
    await exit
  }
}
