/** What an attempt may open while it runs, each only when it is first used, and how it is closed again. */
import type { AttemptLog, LogWriter } from '../logs/log-writer.ts'
import type { WorkFolder } from '../processes/work-folder.ts'
import type { WorkFolders } from '../processes/work-folders.ts'
import type { AttemptJob } from './attempt-job.ts'
import { type ProgressThrottle, throttleProgress } from './throttle-progress.ts'

/** A stop does not wait for a database that is away. */
const ABORTED_FLUSH_MS = 1_000

export class AttemptResources {
  readonly #job: AttemptJob
  readonly #nodeId: string
  readonly #logs: LogWriter
  readonly #workFolders: WorkFolders
  #log: AttemptLog | null = null
  #progress: ProgressThrottle | null = null
  #folder: WorkFolder | null = null

  constructor(job: AttemptJob, deps: { readonly logs: LogWriter; readonly workFolders: WorkFolders }) {
    this.#job = job
    this.#nodeId = job.plan.nodes[job.nodeIndex]?.id ?? ''
    this.#logs = deps.logs
    this.#workFolders = deps.workFolders
  }

  get log(): AttemptLog {
    const { execution, attempt } = this.#job
    this.#log ??= this.#logs.open({ executionId: execution.id, nodeId: this.#nodeId, attempt })
    return this.#log
  }

  get progress(): ProgressThrottle {
    this.#progress ??= throttleProgress(this.#job.reportProgress)
    return this.#progress
  }

  get folder(): WorkFolder {
    this.#folder ??= this.#workFolders.create()
    return this.#folder
  }

  /** The folder where one was opened. */
  get openedFolder(): WorkFolder | null {
    return this.#folder
  }

  /** Lines are committed and progress is silent when this resolves; the folder goes in the background. */
  async close(): Promise<void> {
    this.#progress?.end()
    if (this.#folder !== null) void this.#workFolders.remove(this.#folder)
    if (this.#log === null) return
    const flushed = this.#log.flush()
    if (!this.#job.signal.aborted) return flushed
    await Promise.race([flushed, new Promise((resolve) => setTimeout(resolve, ABORTED_FLUSH_MS).unref())])
  }

  /** True where closing has nothing to wait for. */
  get isUnused(): boolean {
    return this.#log === null && this.#progress === null && this.#folder === null
  }
}
