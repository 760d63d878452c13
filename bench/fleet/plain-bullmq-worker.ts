/** A process that does nothing with BullMQ's jobs, as fast as BullMQ lets it. Its parent says when. */
import { Worker } from 'bullmq'

export interface WorkerSettings {
  readonly host: string
  readonly port: number
  readonly queue: string
  readonly concurrency: number
}

export type ParentWord = 'go' | 'pause'
/** `ready` once, `paused` after each pause, and in between how many jobs were done in all. */
export type WorkerWord = 'ready' | 'paused' | number

const tellEveryMs = 5

const { host, port, queue, concurrency } = JSON.parse(process.argv[2] ?? '{}') as WorkerSettings
const worker = new Worker(queue, async () => null, {
  connection: { host, port, maxRetriesPerRequest: null },
  concurrency,
  autorun: false,
  removeOnComplete: { count: 0 },
  removeOnFail: { count: 0 },
})
let done = 0
let told = 0
let begun = false

worker.on('completed', () => {
  done += 1
})
worker.on('error', (error) => console.error(error))
setInterval(() => {
  if (done === told) return
  told = done
  tell(done)
}, tellEveryMs)

process.on('message', (word: ParentWord) => {
  if (word === 'pause') void worker.pause(true).then(() => tell('paused'))
  else if (begun) void worker.resume()
  else {
    begun = true
    worker.run().catch((error: unknown) => console.error(error))
  }
})
process.once('disconnect', () => process.exit(0))
await worker.waitUntilReady()
tell('ready')

function tell(word: WorkerWord): void {
  process.send?.(word)
}
