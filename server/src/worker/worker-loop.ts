/**
 * The worker loop: takes tasks while slots are free, has their start committed, runs them, reports. A slot is
 * free again as soon as the work is done: the report and the next start then travel in one commit.
 */
import { randomUUID } from 'node:crypto'
import type { Bus } from '../bus/bus.ts'
import { abortChannel, type Engine } from '../engine/engine.ts'
import { bendClaim } from '../engine/fault-points.ts'
import type { LocalWorker, StartedAttempt } from '../engine/local-worker.ts'
import type { Claimed } from '../engine/submission.ts'
import type { Gate, GateAnswer } from '../limits/gate.ts'
import type { Logger } from '../ops/logger.ts'
import type { ServedGroups } from '../queue/in-process-queue.ts'
import type { Task, TaskQueue } from '../queue/task-queue.ts'
import { grantLastsMs } from '../store/limit-leases.ts'
import type { RunAttempt } from './attempt-job.ts'
import { SlotLoans } from './slot-loans.ts'
import { submitReport } from './submit-report.ts'
import { toJob } from './to-job.ts'

export interface WorkerLoopDeps {
  readonly engine: Engine
  readonly queue: TaskQueue
  readonly bus: Bus
  readonly runAttempt: RunAttempt
  /** Attempts at once. */
  readonly capacity: number
  /** What holds nodes back beyond their own execution. */
  readonly limits: WorkerLimits
  /** Worker groups whose nodes it runs. */
  readonly groups: ServedGroups
  readonly logger: Logger
}

export interface WorkerLimits {
  readonly gate: Gate
  /** Puts a node before workers at a time. */
  offerAt(node: { executionId: string; nodeIndex: number }, until: Date): void
}

const open: GateAnswer = { kind: 'open' }

interface RunningAttempt {
  readonly started: StartedAttempt
  readonly abort: AbortController
  /** Milliseconds since the epoch. */
  readonly since: number
  readonly done: Promise<void>
}

export class WorkerLoop implements LocalWorker {
  readonly id = `worker-${randomUUID().slice(0, 8)}`
  readonly #deps: WorkerLoopDeps
  readonly #running = new Map<string, RunningAttempt>()
  /** Attempts that are being claimed. */
  readonly #claiming = new Map<string, number>()
  readonly #claims = new Set<Promise<void>>()
  readonly #loans = new SlotLoans()
  #used = 0
  #stopping = false
  #draining = false
  #unsubscribe: (() => void) | null = null

  constructor(deps: WorkerLoopDeps) {
    this.#deps = deps
  }

  async start(): Promise<void> {
    this.#deps.engine.attachWorker(this)
    this.#deps.queue.onAvailable(() => this.#fill())
    this.#unsubscribe = await this.#deps.bus.subscribe(abortChannel, (message) => {
      const { executionId, nodeIndexes } = message as { executionId: string; nodeIndexes: number[] }
      this.abort(executionId, nodeIndexes)
    })
    this.#fill()
  }

  /**
   * Hands back what runs, and what is about to; resolves once that is committed and the processes of attempts are gone.
   */
  async stop(): Promise<void> {
    this.#stopping = true
    this.#unsubscribe?.()
    const running = [...this.#running.values()]
    const handedBack = running.map(({ started, abort }) => {
      abort.abort()
      return this.#handBack(started)
    })
    await Promise.allSettled([...handedBack, ...running.map(({ done }) => done), ...this.#claims])
    // Slots that are used still are those of starts on their way to the database, and of what came of claims.
    if (this.#used > 0) await this.#deps.engine.untilIdle()
  }

  /** Takes no new work and finishes what it runs. */
  drain(): void {
    this.#draining = true
    // Tells the queue that nothing is wanted any more: what it fetched ahead goes to others.
    this.#fill()
  }

  undrain(): void {
    this.#draining = false
    this.#fill()
  }

  get isDraining(): boolean {
    return this.#draining
  }

  /** Slots that are free for work. */
  get room(): number {
    return this.#isClosed ? 0 : Math.max(0, this.#deps.capacity - this.#used)
  }

  get capacity(): number {
    return this.#deps.capacity
  }

  get used(): number {
    return this.#used
  }

  /** True when this worker runs the attempt, or is about to. */
  runs({ executionId, nodeIndex, attempt }: Pick<Task, 'executionId' | 'nodeIndex' | 'attempt'>): boolean {
    return this.#holds(keyOf(executionId, nodeIndex), attempt)
  }

  #holds(key: string, attempt: number): boolean {
    return this.#claiming.get(key) === attempt || this.#running.get(key)?.started.attempt === attempt
  }

  reserve(task: Task): boolean {
    if (this.#isClosed) return false
    if (this.#deps.groups !== 'all' && !this.#deps.groups.includes(task.workerGroup)) return false
    const waiting = this.#deps.queue.peekPriority()
    if (waiting !== null && waiting > task.priority) return false
    if (this.#loans.use(task.executionId)) return true
    if (this.#used >= this.#deps.capacity) return false
    // What waits with the same urgency was there first: it gets the slot, and this task its turn in the queue.
    if (waiting !== null && waiting >= task.priority) return false
    this.#used += 1
    return true
  }

  release(): void {
    this.#used -= 1
    this.#fill()
  }

  run(started: StartedAttempt): void {
    if (this.#stopping) {
      this.#returnUnrun(started)
      return
    }
    const abort = new AbortController()
    const key = keyOf(started.execution.id, started.nodeIndex)
    // The node was taken from this worker and came back to it: what the attempt before does counts no more.
    this.#running.get(key)?.abort.abort()
    const done = this.#runToEnd(started, abort).finally(() => {
      if (this.#running.get(key)?.started === started) this.#running.delete(key)
    })
    this.#running.set(key, { started, abort, since: Date.now(), done })
  }

  listRunning(forMs: number) {
    const before = Date.now() - forMs
    return [...this.#running.values()]
      .filter(({ since }) => since <= before)
      .map(({ started: { execution, nodeIndex, attempt } }) => ({
        executionId: execution.id,
        nodeIndex,
        attempt,
      }))
  }

  resume(started: StartedAttempt): void {
    this.#used += 1
    this.run(started)
  }

  abort(executionId: string, nodeIndexes: readonly number[]): void {
    for (const index of nodeIndexes) this.#running.get(keyOf(executionId, index))?.abort.abort()
  }

  get #isClosed(): boolean {
    return this.#stopping || this.#draining
  }

  #fill(): void {
    for (const task of this.#deps.queue.take(this.room)) {
      this.#used += 1
      const claim = this.#takeUp(task)
        .catch((error: unknown) => {
          this.#deps.logger.error({ event: 'claim_failed', executionId: task.executionId, err: error })
          this.release()
        })
        .finally(() => this.#claims.delete(claim))
      this.#claims.add(claim)
    }
  }

  /**
   * A task may be delivered again while it is claimed or run. Two claims of one attempt would both be told that it is
   * theirs where the answer to the first one was lost, the second perhaps when the attempt is over.
   */
  async #takeUp(task: Task): Promise<void> {
    const key = keyOf(task.executionId, task.nodeIndex)
    if (this.#holds(key, task.attempt)) {
      this.#deps.queue.settle(task)
      return this.release()
    }
    this.#claiming.set(key, task.attempt)
    try {
      await this.#claim(task)
    } finally {
      if (this.#claiming.get(key) === task.attempt) this.#claiming.delete(key)
    }
  }

  async #claim(task: Task): Promise<void> {
    const { engine, queue, limits } = this.#deps
    const askedAt = performance.now()
    const gate = task.isLimited ? await this.#passGate(task) : open
    if (gate.kind === 'closed') {
      queue.settle(task)
      this.release()
      if (gate.until !== null) limits.offerAt(task, gate.until)
      return
    }
    const outcome = await this.#claimAndSettle(task)
    const { nodeIndex, attempt } = task
    if (outcome.ok) {
      const { execution, seq } = outcome
      const started = { execution, nodeIndex, attempt, ...(seq !== undefined && { seq }) }
      const isTooLate = task.isLimited === true && performance.now() - askedAt > grantLastsMs
      if (!isTooLate) return this.#begin(started, gate)
      // This process stood still, or the database was away: the slot may be somebody else's by now.
      await this.#handBack(started)
      return this.release()
    }
    this.release()
    if (outcome.refusal === 'no-free-slot') engine.reofferSoon(task)
  }

  async #claimAndSettle(task: Task): Promise<Claimed> {
    const { engine, queue } = this.#deps
    try {
      return await bendClaim(task, () => engine.claim(task, this.id))
    } finally {
      queue.settle(task)
    }
  }

  /** A task that cannot be asked about, for want of the database, is given back: kept, it would come to nobody again. */
  async #passGate(task: Task): Promise<GateAnswer> {
    try {
      return await this.#deps.limits.gate(task)
    } catch (error) {
      this.#deps.queue.settle(task)
      throw error
    }
  }

  /** Others may start the node at once; this worker does nothing more for it. */
  #handBack({ execution, nodeIndex, attempt }: StartedAttempt): Promise<Claimed> {
    const address = { nodeIndex, attempt, workerId: this.id }
    const command = { type: 'lose-attempt', now: Date.now(), ...address, reason: 'handed_back' } as const
    return this.#deps.engine.submit(execution.id, command)
  }

  /** Its start was on its way when this worker was told to stop. */
  #returnUnrun(started: StartedAttempt): void {
    this.#handBack(started)
      .catch((error: unknown) => {
        this.#deps.logger.warn({ event: 'hand_back_failed', executionId: started.execution.id, err: error })
      })
      .finally(() => this.release())
  }

  #begin(started: StartedAttempt, gate: GateAnswer): void {
    if (gate.kind !== 'broken') {
      this.run(started)
      return
    }
    const { nodeIndex, attempt } = started
    const address = { nodeIndex, attempt, workerId: this.id }
    const report = {
      type: 'fail-attempt',
      ...address,
      now: Date.now(),
      error: gate.error,
      random: 0,
    } as const
    this.release()
    // Nothing ran, so nothing is aborted: whoever cancels the node is heard by the core.
    const { signal } = new AbortController()
    submitReport(this.#deps, started.execution.id, { report, signal }).catch(() => undefined)
  }

  /** Where another process decides, nothing is started here with the report. */
  #keepSlot({ execution: { id }, nodeIndex, seq }: StartedAttempt): boolean {
    const execution = seq === undefined ? this.#deps.engine.executions.peek(id) : null
    return execution !== null && this.#loans.keep(execution, nodeIndex)
  }

  async #runToEnd(started: StartedAttempt, abort: AbortController): Promise<void> {
    const { engine, runAttempt } = this.#deps
    const report = await runAttempt(toJob({ engine, workerId: this.id, started, signal: abort.signal }))
    const { execution } = started
    const keepsSlot = !this.#isClosed && !abort.signal.aborted && this.#keepSlot(started)
    if (!keepsSlot) this.#used -= 1
    // Cancelled or handed back: what it did or did not do counts no more.
    const submitted = abort.signal.aborted
      ? Promise.resolve()
      : submitReport(this.#deps, execution.id, {
          report: { ...report, now: Date.now() },
          signal: abort.signal,
        })
    this.#fill()
    await submitted
    if (keepsSlot && this.#loans.giveBack(execution.id)) this.release()
  }
}

function keyOf(executionId: string, nodeIndex: number): string {
  return `${executionId}/${nodeIndex}`
}
