/**
 * Evaluates expressions in threads of their own, so that nothing in them stops the server. JSONata stops
 * itself at the time limit; a backtracking regular expression does not (one held a thread for 32 s), so a
 * thread that has not answered at twice the limit is killed.
 */
import { Worker } from 'node:worker_threads'
import type { ExpressionJob, ThreadAnswer, ThreadSettings } from './expression-job.ts'
import { createFairQueue } from './fair-queue.ts'

export type ExpressionResult =
  | { readonly ok: true; readonly value: unknown }
  | {
      readonly ok: false
      readonly message: string
      /** Parameter, or place among the conditions, that failed; empty where there is only one expression. */
      readonly path: string
      /** True when the same job may well succeed later. */
      readonly retryable: boolean
    }

export interface ExpressionPool {
  /** Never throws. Waits its turn; refused at once when too many wait. */
  run(job: ExpressionJob): Promise<ExpressionResult>
  /** Ends the threads; jobs that wait or run are refused. */
  close(): Promise<void>
}

export interface ExpressionPoolOptions {
  readonly threads?: number
  readonly timeoutMs?: number
  readonly maxQueued?: number
}

interface Task {
  readonly job: ExpressionJob
  readonly resolve: (result: ExpressionResult) => void
}

interface Thread {
  readonly worker: Worker
  task: Task | null
  timer: NodeJS.Timeout | null
}

/** More than the usual two processors, so that an expression that hangs does not keep all others waiting. */
const DEFAULT_THREADS = 4
const IDLE_MS = 30_000
/** A scope holds outputs of up to 16 MiB each, several times over while it is worked on. */
const MAX_HEAP_MIB = 256

export function createExpressionPool(options: ExpressionPoolOptions = {}): ExpressionPool {
  return new ThreadPool(
    options.threads ?? DEFAULT_THREADS,
    options.timeoutMs ?? 5_000,
    options.maxQueued ?? 10_000,
  )
}

class ThreadPool implements ExpressionPool {
  readonly #size: number
  readonly #timeoutMs: number
  readonly #maxQueued: number
  readonly #threads = new Set<Thread>()
  readonly #idle: Thread[] = []
  readonly #queue = createFairQueue<Task>()
  #closed = false

  constructor(size: number, timeoutMs: number, maxQueued: number) {
    this.#size = size
    this.#timeoutMs = timeoutMs
    this.#maxQueued = maxQueued
  }

  run(job: ExpressionJob): Promise<ExpressionResult> {
    if (this.#closed) return Promise.resolve(refuse('The server is stopping.'))
    if (this.#queue.size >= this.#maxQueued) {
      return Promise.resolve(refuse(`More than ${this.#maxQueued} expressions wait. Try again later.`))
    }
    return new Promise((resolve) => {
      this.#queue.push(ownerOf(job), { job, resolve })
      this.#dispatch()
    })
  }

  async close(): Promise<void> {
    this.#closed = true
    for (const task of this.#queue.clear()) task.resolve(refuse('The server is stopping.'))
    await Promise.all(
      [...this.#threads].map((thread) => this.#end(thread, refuse('The server is stopping.'))),
    )
  }

  #dispatch(): void {
    while (this.#idle.length > 0 || this.#threads.size < this.#size) {
      const task = this.#queue.take((owner) => this.#mayHaveThread(owner))
      if (task === null) return
      this.#give(this.#idle.pop() ?? this.#start(), task)
    }
  }

  /** One thread is left to the others: expressions that hang hold up their own execution only. */
  #mayHaveThread(owner: string): boolean {
    const held = [...this.#threads].filter(({ task }) => task !== null && ownerOf(task.job) === owner)
    return held.length < Math.max(1, this.#size - 1)
  }

  #give(thread: Thread, task: Task): void {
    if (thread.timer !== null) clearTimeout(thread.timer)
    thread.task = task
    thread.timer = setTimeout(() => this.#endSlow(thread, task), this.#timeoutMs * 2)
    thread.worker.ref()
    try {
      thread.worker.postMessage(task.job)
    } catch (error) {
      // Only values that are not plain JSON cannot be copied.
      this.#finish(thread, refuse(`The values cannot be handed to the expression: ${String(error)}`))
    }
  }

  /** Where this process itself was held up, the answer may lie there: it is taken before the thread is judged. */
  #endSlow(thread: Thread, task: Task): void {
    setImmediate(() => {
      if (thread.task === task) void this.#end(thread, tooSlow(this.#timeoutMs))
    })
  }

  #finish(thread: Thread, result: ExpressionResult): void {
    // What a thread said before it was ended is still delivered; it must not get any more work.
    if (!this.#threads.has(thread)) return
    const { task } = thread
    if (thread.timer !== null) clearTimeout(thread.timer)
    thread.task = null
    thread.worker.unref()
    thread.timer = setTimeout(() => void this.#end(thread, refuse('')), IDLE_MS).unref()
    this.#idle.push(thread)
    task?.resolve(result)
    this.#dispatch()
  }

  #start(): Thread {
    const settings: ThreadSettings = { timeoutMs: this.#timeoutMs }
    const worker = new Worker(new URL('./expression-thread.ts', import.meta.url), {
      workerData: settings,
      env: {},
      stdin: false,
      resourceLimits: { maxOldGenerationSizeMb: MAX_HEAP_MIB, stackSizeMb: 4 },
    })
    const thread: Thread = { worker, task: null, timer: null }
    this.#threads.add(thread)
    worker.on('message', (answer: ThreadAnswer) => this.#finish(thread, toResult(answer)))
    worker.on('error', (error: Error & { code?: string }) => void this.#end(thread, toCrash(error)))
    worker.on('exit', () => void this.#end(thread, refuse('The thread of the expression ended.')))
    return thread
  }

  /** Takes a thread out for good; another one is started when there is work. */
  async #end(thread: Thread, result: ExpressionResult): Promise<void> {
    if (!this.#threads.delete(thread)) return
    if (thread.timer !== null) clearTimeout(thread.timer)
    const place = this.#idle.indexOf(thread)
    if (place !== -1) this.#idle.splice(place, 1)
    const { task } = thread
    thread.task = null
    task?.resolve(result)
    this.#dispatch()
    await thread.worker.terminate()
  }
}

function ownerOf({ scope }: ExpressionJob): string {
  return scope.execution.id
}

function toResult(answer: ThreadAnswer): ExpressionResult {
  if (answer.ok) return answer
  return { ok: false, message: answer.error.message, path: answer.error.path, retryable: false }
}

function refuse(message: string): ExpressionResult {
  return { ok: false, message, path: '', retryable: true }
}

function tooSlow(timeoutMs: number): ExpressionResult {
  const message = `The expression did not end within ${timeoutMs} ms and was stopped. Look for a regular expression that backtracks.`
  return { ok: false, message, path: '', retryable: false }
}

function toCrash(error: Error & { code?: string }): ExpressionResult {
  const message =
    error.code === 'ERR_WORKER_OUT_OF_MEMORY'
      ? `The expression needed more than ${MAX_HEAP_MIB} MiB of memory.`
      : `The expression ended its thread: ${error.message}`
  return { ok: false, message, path: '', retryable: false }
}
