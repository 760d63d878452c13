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
  /** Of adding them all, before anybody works. */
  readonly addedPerSecond: number
  /** Of working them off, when all are there. */
  readonly jobsPerSecond: number
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
  const before = countDone(workers)
  const addBegin = performance.now()
  for (let from = 0; from < jobs; from += chunk) {
    const size = Math.min(chunk, jobs - from)
    await queue.addBulk(
      Array.from({ length: size }, (_, at) => ({ name: 'noop', data: { node: from + at } })),
    )
  }
  const begin = performance.now()
  for (const worker of workers) worker.say('go')
  await untilDone(workers, before + jobs)
  const end = performance.now()
  await Promise.all(
    workers.map((worker) => {
      const paused = worker.untilSaid('paused')
      worker.say('pause')
      return paused
    }),
  )
  return {
    addedPerSecond: (jobs * 1000) / (begin - addBegin),
    jobsPerSecond: (jobs * 1000) / (end - begin),
  }
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
        this.#child.off('message', hear)
        resolve()
      }
      this.#child.on('message', hear)
      this.#child.once('exit', () => reject(new Error('A process of plain BullMQ ended')))
    })
  }

  async stop(): Promise<void> {
    if (this.#child.exitCode !== null || this.#child.signalCode !== null) return
    const exit = once(this.#child, 'exit')
    this.#child.disconnect()
    await exit
  }
}
