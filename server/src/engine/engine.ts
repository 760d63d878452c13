/**
 * The engine: takes commands, has them committed, and acts on what is committed: hands ready nodes to the
 * queue or to this process's worker, sets timers, stops what lost its meaning, tells the bus. It runs in every
 * server and worker; whichever process hears that a node finished commits the next step.
 */
import { DomainError } from '@heddle/core/errors.ts'
import type { Command } from '@heddle/core/execution/command.ts'
import type { ExecutionEvent } from '@heddle/core/execution/event.ts'
import { emptyState, type NodeRecord } from '@heddle/core/execution/state.ts'
import { type ExecutionStatus, isFinal } from '@heddle/core/execution/status.ts'
import type { Bus } from '../bus/bus.ts'
import type { Logger } from '../ops/logger.ts'
import type { Holder } from '../presence/holder.ts'
import type { Task, TaskQueue } from '../queue/task-queue.ts'
import { findByIdempotencyKey } from '../store/find-by-idempotency-key.ts'
import type { Queryable } from '../store/queryable.ts'
import type { RunInTransaction } from '../store/run-in-transaction.ts'
import { announce } from './announce.ts'
import { createCounters, type EngineCounters } from './counters.ts'
import { isUnavailable } from './database-errors.ts'
import { type DecidedBatch, toTask } from './decide-batch.ts'
import { ExecutionCache } from './execution-cache.ts'
import { FactsCache } from './execution-facts.ts'
import { GroupCommit } from './group-commit.ts'
import { type LiveExecution, toLiveExecution } from './live-execution.ts'
import { type LocalWorker, noWorker } from './local-worker.ts'
import type { HandedCommand, HandedOutcome, Ownership } from './ownership.ts'
import { PlanCache } from './plan-cache.ts'
import { listOffers, listReadyTasks } from './ready-tasks.ts'
import { Redelivery } from './redelivery.ts'
import { newExecutionId, type StartInput, toIdentity, toStartCommand } from './start-input.ts'
import { type Claimed, latest, type Outcome } from './submission.ts'
import { Timers } from './timers.ts'

export interface EngineDeps {
  /** For reads. */
  readonly db: Queryable
  /** For commits, with `committingConnections` connections of its own. */
  readonly commitDb: Queryable
  /** On a connection of the same pool. */
  readonly runInCommitTransaction: RunInTransaction
  readonly queue: TaskQueue
  readonly bus: Bus
  /** True where other processes may move the same executions. */
  readonly isShared: boolean
  /** Of the look for timers that other processes set; null where there are none. */
  readonly timersHolder?: Holder
  readonly logger: Logger
}

/** Called after each commit of an execution. It must not throw, and what it starts must not be waited for. */
export type CommitListener = (batch: DecidedBatch) => void

export interface StartedExecution {
  readonly executionId: string
  readonly status: ExecutionStatus
  /** ISO 8601. */
  readonly startedAt: string
  /** True when the idempotency key named an execution that exists already. */
  readonly repeated: boolean
}

/** What workers report: the owner of an execution decides about these for all. */
const handable: ReadonlySet<Command['type']> = new Set([
  'start-attempt',
  'complete-attempt',
  'fail-attempt',
  'suspend-attempt',
  'report-progress',
])

const settling = new Set(['node_completed', 'node_failed', 'node_skipped', 'node_cancelled'])

/** Longer than the queue takes to forget a task that was refused. */
const reofferAfterMs = 200

/** Where workers of all processes hear which attempts to stop. */
export const abortChannel = 'worker-aborts'

export class Engine {
  readonly counters: EngineCounters = createCounters()
  readonly executions: ExecutionCache
  readonly plans: PlanCache
  readonly timers: Timers
  readonly redelivery: Redelivery
  readonly #deps: EngineDeps
  readonly #commits: GroupCommit
  readonly #facts: FactsCache
  readonly #listeners: CommitListener[] = []
  readonly #reoffers = new Map<string, NodeJS.Timeout>()
  #worker: LocalWorker = noWorker
  #ownership: Ownership | null = null

  constructor(deps: EngineDeps) {
    this.#deps = deps
    this.plans = new PlanCache(deps.db)
    this.executions = new ExecutionCache(deps.db, this.plans)
    this.#facts = new FactsCache(deps.db, this.plans)
    this.redelivery = new Redelivery({ db: deps.db, queue: deps.queue, executions: this.executions })
    this.timers = new Timers({
      db: deps.db,
      wake: (executionId, nodeIndex) =>
        this.#sendLater(executionId, { type: 'wake-node', now: Date.now(), nodeIndex, cause: 'due' }),
      expire: (executionId) => this.#sendLater(executionId, { type: 'expire-execution', now: Date.now() }),
      holder: deps.timersHolder ?? null,
      logger: deps.logger,
    })
    this.#commits = new GroupCommit({
      db: deps.commitDb,
      runInTransaction: deps.runInCommitTransaction,
      isShared: deps.isShared,
      executions: this.executions,
      worker: () => this.#worker,
      onCommitted: (batch) => this.#act(batch),
      onCollision: (executionId) => this.#ownership?.contend(executionId),
      isOwner: (executionId) => this.#ownership?.owns(executionId) ?? false,
      onDoubtCleared: (execution, spokenFor) => this.#actOnDoubtful(execution, spokenFor),
      counters: this.counters,
      logger: deps.logger,
    })
  }

  /** Gives the engine the worker of this process. */
  attachWorker(worker: LocalWorker): void {
    this.#worker = worker
  }

  /** Lets processes that meet at an execution hand their commands to one of them. */
  attachOwnership(ownership: Ownership): void {
    this.#ownership = ownership
  }

  /** Decides for another process. */
  async decideFor({ executionId, command, minSeq }: HandedCommand): Promise<HandedOutcome> {
    const request = { executionId, command, create: null, whenUnavailable: 'fail', minSeq } as const
    const outcome = await this.#send(request)
    return outcome.ok ? { ok: true, seq: outcome.execution.state.seq } : outcome
  }

  onCommitted(listener: CommitListener): void {
    this.#listeners.push(listener)
  }

  get isDatabaseAway(): boolean {
    return this.#commits.isPaused
  }

  /** Starts an execution of a published version and returns once it is committed. */
  async startExecution(input: StartInput): Promise<StartedExecution> {
    const repeated = await this.#findRepeated(input)
    if (repeated !== null) return repeated
    const version = await this.plans.get(input.workflowId, input.version, input.child?.subgraph ?? null)
    const now = Date.now()
    const executionId = input.child?.executionId ?? newExecutionId(now)
    const command = toStartCommand(input, now)
    const identity = toIdentity(input, version.workflowName)
    const create = (): LiveExecution => toLiveExecution(executionId, identity, emptyState(version.plan))
    const outcome = await this.#send({ executionId, command, create, whenUnavailable: 'fail' })
    if (outcome.ok) return toStarted(outcome.execution)
    const taken = await this.#findTaken(executionId, input)
    if (taken === null) throw new DomainError('STATE_CONFLICT', { executionId, tries: 1 })
    return taken
  }

  /** Who has the id or the idempotency key that this start was refused for. */
  async #findTaken(executionId: string, input: StartInput): Promise<StartedExecution | null> {
    const found = input.child === undefined ? null : await this.executions.get(executionId)
    return found === null ? this.#findRepeated(input) : { ...toStarted(found), repeated: true }
  }

  /** Cancels, pauses or resumes and returns once that is committed. Throws EXECUTION_STATUS where the status forbids it. */
  async control(
    executionId: string,
    action: 'cancel' | 'pause' | 'resume',
    by: string | null,
  ): Promise<void> {
    const now = Date.now()
    const command: Command =
      action === 'cancel'
        ? { type: 'cancel-execution', now, by, reason: null }
        : { type: action === 'pause' ? 'pause-execution' : 'resume-execution', now, by }
    const minSeq = this.#deps.isShared ? latest : 0
    const outcome = await this.#send({ executionId, command, create: null, whenUnavailable: 'fail', minSeq })
    if (outcome.ok) return
    const status = (await this.executions.get(executionId))?.state.status ?? 'unknown'
    throw new DomainError('EXECUTION_STATUS', { executionId, status, action })
  }

  /** Hands in a command of a worker or a timer. Waits while the database is away. */
  submit(executionId: string, command: Command): Promise<Claimed> {
    return this.#submit({ executionId, command, minSeq: 0 })
  }

  /** Has the start of a task's attempt committed. Decided on a state that knows of the task. */
  claim(task: Task, workerId: string): Promise<Claimed> {
    const { executionId, nodeIndex, attempt, seq, owner } = task
    if (owner !== undefined) this.#ownership?.learn(executionId, owner)
    const command = { type: 'start-attempt', now: Date.now(), nodeIndex, attempt, workerId } as const
    return this.#submit({ executionId, command, minSeq: seq })
  }

  /** The nodes of an execution that has come at least so far. Throws EXECUTION_NOT_FOUND. */
  async readNodes(executionId: string, seq: number): Promise<(index: number) => NodeRecord> {
    const known = await this.executions.get(executionId)
    if (known !== null && known.state.seq < seq) await this.#readNews(executionId, seq)
    const execution = this.executions.peek(executionId) ?? known
    if (execution === null) throw new DomainError('EXECUTION_NOT_FOUND', { executionId })
    return execution.state.getNode
  }

  /**
   * A task was refused for want of a slot in its execution. Who freed one meanwhile may have offered the same task
   * while the queue still held it as taken, so that nobody would come back to it: look once more.
   */
  reofferSoon({ executionId }: Task): void {
    if (!this.#deps.isShared || this.#reoffers.has(executionId)) return
    const look = async () => {
      this.#reoffers.delete(executionId)
      await this.#readNews(executionId, 0)
      const execution = this.executions.peek(executionId)
      if (execution !== null) this.#enqueue(listOffers(execution))
    }
    const timer = setTimeout(() => {
      look().catch((error: unknown) =>
        this.#deps.logger.warn({ event: 'reoffer_failed', executionId, err: error }),
      )
    }, reofferAfterMs)
    this.#reoffers.set(executionId, timer)
  }

  /** Resolves when every command handed in so far is committed or refused. */
  untilIdle(): Promise<void> {
    return this.#commits.untilIdle()
  }

  /** Hands the command to the process that decides for the execution, where there is one, else decides here. */
  #submit(handed: HandedCommand): Promise<Claimed> {
    const { executionId, command } = handed
    const ownership = this.#ownership
    const owner = handable.has(command.type) ? ownership?.ownerOf(executionId) : null
    return ownership === null || !owner
      ? this.#decideHere(handed, 0)
      : this.#handOver(handed, ownership, owner)
  }

  async #handOver(handed: HandedCommand, ownership: Ownership, owner: string): Promise<Claimed> {
    const { executionId } = handed
    try {
      const outcome = await ownership.handOver(owner, handed)
      if (!outcome.ok) return outcome
      const execution = await this.#facts.get(executionId)
      if (execution !== null) return { ok: true, execution, seq: outcome.seq }
    } catch (error) {
      this.#deps.logger.debug({ event: 'owner_silent', executionId, owner, err: error })
    }
    // The owner may have committed it all the same: a second try recognises that.
    return this.#decideHere(handed, 1)
  }

  /** Has what others did read: a command that is refused, but only after that. */
  async #readNews(executionId: string, minSeq: number): Promise<void> {
    const command = { type: 'wake-node', cause: 'due', nodeIndex: 0, now: 0 } as const
    await this.#decideHere({ executionId, command, minSeq }, 0)
  }

  #decideHere({ executionId, command, minSeq }: HandedCommand, tries: number): Promise<Outcome> {
    return this.#send({ executionId, command, create: null, whenUnavailable: 'wait', minSeq, tries })
  }

  #send(request: {
    executionId: string
    command: Command
    create: (() => LiveExecution) | null
    whenUnavailable: 'wait' | 'fail'
    minSeq?: number
    tries?: number
  }): Promise<Outcome> {
    return new Promise((resolve, reject) => {
      const { minSeq = 0, tries = 0 } = request
      const fresh = { resolve, reject, alone: false, verified: false }
      this.#commits.submit({ ...request, ...fresh, minSeq, tries })
    })
  }

  #sendLater(executionId: string, command: Command): void {
    this.submit(executionId, command).catch((error: unknown) => {
      this.#deps.logger.error({ event: 'command_failed', executionId, command: command.type, err: error })
    })
  }

  /** Acts on what one execution committed. Nothing here may throw: the truth is already written. */
  #act(batch: DecidedBatch): void {
    const { execution, events, started } = batch
    for (const attempt of started) this.#worker.run(attempt)
    this.#enqueue(listReadyTasks(batch, (executionId) => this.#lead(executionId)))
    for (const event of events) this.#actOn(execution, event)
    this.#setDeadline(execution, events)
    if (isFinal(execution.state.status)) this.#close(execution)
    announce(this.#deps.bus, execution, events)
    for (const listener of this.#listeners) listener(batch)
  }

  /** Acts on what a commit without an answer may have done: everything that is due and that nobody looks after. */
  #actOnDoubtful(execution: LiveExecution, spokenFor: ReadonlySet<number>): void {
    const tasks: Task[] = []
    for (const { index } of execution.state.plan.nodes) {
      const { status, attempt, workerId, dueAt } = execution.state.getNode(index)
      if (spokenFor.has(index)) continue
      if (status === 'queued') tasks.push(toTask(execution, index))
      if (dueAt !== null) this.#setTimer(execution, index, dueAt)
      const held = status === 'running' && workerId === this.#worker.id
      if (held && !this.#worker.runs({ executionId: execution.id, nodeIndex: index, attempt })) {
        this.#worker.resume({ execution, nodeIndex: index, attempt })
      }
    }
    this.#enqueue(tasks)
  }

  #actOn(execution: LiveExecution, event: ExecutionEvent): void {
    const nodeIndex = event.nodeId === null ? undefined : execution.state.plan.indexOf.get(event.nodeId)
    if (nodeIndex === undefined) return
    const { status } = execution.state.getNode(nodeIndex)
    if (event.type === 'node_retrying' && status === 'retrying')
      this.#setTimer(execution, nodeIndex, event.data.dueAt)
    else if (event.type === 'node_waiting' && event.data.until !== null)
      this.#setTimer(execution, nodeIndex, event.data.until)
    else if (event.type === 'node_queued' && event.data.startBefore !== undefined)
      this.#setTimer(execution, nodeIndex, event.data.startBefore)
    else if (event.type === 'node_cancelled' && event.attempt !== null) this.#abort(execution, nodeIndex)
    if (settling.has(event.type)) this.counters.steps += 1
  }

  #setTimer(execution: LiveExecution, nodeIndex: number, dueAt: string): void {
    this.timers.set({ executionId: execution.id, nodeIndex }, Date.parse(dueAt))
  }

  #setDeadline({ id, state: { deadlineAt } }: LiveExecution, events: readonly ExecutionEvent[]): void {
    const begins = events.some(({ type }) => type === 'execution_created' || type === 'execution_started')
    if (begins && deadlineAt !== null) this.timers.setDeadline(id, Date.parse(deadlineAt))
  }

  #abort(execution: LiveExecution, nodeIndex: number): void {
    this.#worker.abort(execution.id, [nodeIndex])
    this.#deps.bus.publish(abortChannel, { executionId: execution.id, nodeIndexes: [nodeIndex] })
  }

  #close(execution: LiveExecution): void {
    this.timers.clearDeadline(execution.id)
    this.#deps.queue.forget(execution.id)
    this.executions.evict(execution.id)
  }

  /** A process without a worker hands work out and leads nothing. */
  #lead(executionId: string): string | null {
    return this.#worker === noWorker ? null : (this.#ownership?.lead(executionId) ?? null)
  }

  #enqueue(tasks: readonly Task[]): void {
    if (tasks.length === 0) return
    this.#deps.queue.add(tasks)
  }

  async #findRepeated(input: StartInput): Promise<StartedExecution | null> {
    const { workflowId, idempotencyKey } = input
    if (idempotencyKey === null) return null
    try {
      const found = await findByIdempotencyKey(this.#deps.db, { workflowId, idempotencyKey })
      if (found === null) return null
      const startedAt = (found.startedAt ?? new Date(0)).toISOString()
      return { executionId: found.executionId, status: found.status, startedAt, repeated: true }
    } catch (error) {
      if (!isUnavailable(error)) throw error
      throw new DomainError('DATABASE_UNAVAILABLE', { reason: String(error) }, { cause: error })
    }
  }
}

function toStarted(execution: LiveExecution): StartedExecution {
  const { status, startedAt, createdAt } = execution.state
  return { executionId: execution.id, status, startedAt: startedAt ?? createdAt ?? '', repeated: false }
}
