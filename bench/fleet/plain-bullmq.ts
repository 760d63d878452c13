/**
 * Plain BullMQ beside Heddle: jobs that do nothing, handed in with `addBulk` and worked off by its own `Worker` in
 * processes of their own, on the same Redis. It keeps no history, decides nothing and knows no graph.
 */
import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { Queue } from 'bullmq'
import { closeOnce } from '../open-resources.ts'
import type { ParentWord, WorkerSettings, WorkerWord } from './plain-bullmq-worker.ts'

export interface PlainSetting {
  readonly processes: number
  /** Jobs at once in each of them. */
  readonly concurrency: number
}

export interface PlainTrial {
  /** Handed in and worked off at the same time: what a queue in service does. */
  readonly jobsPerSecond: number
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
export async function openPlainBullmq(redisUrl: string, setting: PlainSetting): Promise<PlainBullmq> {
  const { hostname: host, port } = new URL(redisUrl)
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
  const close = closeOnce(async () => {
    for (const worker of workers) await worker.stop()
    await queue.obliterate({ force: true })
    await queue.close()
  })
  try {
    await Promise.all(workers.map((worker) => worker.untilSaid('ready')))
    await runTrial(queue, workers, warmUpJobs)
  } catch (error) {
    await close()
    throw error
  }
  return { run: (jobs) => runTrial(queue, workers, jobs), close }
}

async function runTrial(queue: Queue, workers: readonly PlainWorker[], jobs: number): Promise<PlainTrial> {
  const begin = performance.now()
  beginWork(workers)
  const before = countDone(workers)
  const through = untilDone(workers, before + jobs)
  await addJobs(queue, jobs)
  await through
  const throughMs = performance.now() - begin
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
    workedPerSecond: (jobs * 1000) / (end - workBegin),
    addedPerSecond: (jobs * 1000) / (workBegin - addBegin),
  }
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
