/**
 * The engine: takes commands, has them committed, and acts on what is committed: hands ready nodes to the
 * queue or to this process's worker, sets timers, stops what lost its meaning, tells the bus. It runs in every
 * server and worker; whichever process hears that a node finished commits the next step.
 */
import { randomUUID } from 'node:crypto'
import { DomainError } from '@heddle/core/errors.ts'
import type { Command, KeptNode } from '@heddle/core/execution/command.ts'
import type { ExecutionEvent, ExecutionTrigger } from '@heddle/core/execution/event.ts'
import { emptyState } from '@heddle/core/execution/state.ts'
import { type ExecutionStatus, isFinal } from '@heddle/core/execution/status.ts'
import type { Bus } from '../bus/bus.ts'
import type { Logger } from '../ops/logger.ts'
import type { Task, TaskQueue } from '../queue/task-queue.ts'
import { findByIdempotencyKey } from '../store/find-by-idempotency-key.ts'
import type { Queryable } from '../store/queryable.ts'
import { announce } from './announce.ts'
import { createCounters, type EngineCounters } from './counters.ts'
import { isUnavailable } from './database-errors.ts'
import { type DecidedBatch, toTask } from './decide-batch.ts'
import { ExecutionCache } from './execution-cache.ts'
import { GroupCommit } from './group-commit.ts'
import type { LiveExecution } from './live-execution.ts'
import { type LocalWorker, noWorker } from './local-worker.ts'
import { PlanCache } from './plan-cache.ts'
import type { Outcome } from './submission.ts'
import { Timers } from './timers.ts'

export interface EngineDeps {
  /** For reads. */
  readonly db: Queryable
  /** For commits, with `committingConnections` connections of its own. */
  readonly commitDb: Queryable
  readonly queue: TaskQueue
  readonly bus: Bus
  readonly logger: Logger
}

export interface StartInput {
  readonly workspaceId: string
  readonly workflowId: string
  readonly version: number
  readonly input: unknown
  readonly priority: number
  readonly trigger: ExecutionTrigger
  readonly startedBy: string | null
  readonly idempotencyKey: string | null
  readonly retry?: { readonly of: string; readonly kept: readonly KeptNode[] }
}

export interface StartedExecution {
  readonly executionId: string
  readonly status: ExecutionStatus
  /** ISO 8601. */
  readonly startedAt: string
  /** True when the idempotency key named an execution that exists already. */
  readonly repeated: boolean
}

const settling = new Set(['node_completed', 'node_failed', 'node_skipped', 'node_cancelled'])

/** Where workers of all processes hear which attempts to stop. */
export const abortChannel = 'worker-aborts'

export class Engine {
  readonly counters: EngineCounters = createCounters()
  readonly executions: ExecutionCache
  readonly plans: PlanCache
  readonly timers: Timers
  readonly #deps: EngineDeps
  readonly #commits: GroupCommit
  readonly #addedListeners: (() => void)[] = []
  /** Tasks that found no free slot in their execution, until one of its nodes gives one back. */
  readonly #parked = new Map<string, Task[]>()
  #worker: LocalWorker = noWorker

  constructor(deps: EngineDeps) {
    this.#deps = deps
    this.plans = new PlanCache(deps.db)
    this.executions = new ExecutionCache(deps.db, this.plans)
    this.timers = new Timers({
      db: deps.db,
      wake: (executionId, nodeIndex) =>
        this.#sendLater(executionId, { type: 'wake-node', now: Date.now(), nodeIndex }),
      expire: (executionId) => this.#sendLater(executionId, { type: 'expire-execution', now: Date.now() }),
      logger: deps.logger,
    })
    this.#commits = new GroupCommit({
      db: deps.commitDb,
      executions: this.executions,
      worker: () => this.#worker,
      onCommitted: (batch) => this.#act(batch),
      onDoubtCleared: (execution, spokenFor) => this.#actOnDoubtful(execution, spokenFor),
      counters: this.counters,
      logger: deps.logger,
    })
  }

  /** Gives the engine the worker of this process. `onAdded` is called when the queue may have something for it. */
  attachWorker(worker: LocalWorker, onAdded: () => void): void {
    this.#worker = worker
    this.#addedListeners.push(onAdded)
  }

  get isDatabaseAway(): boolean {
    return this.#commits.isPaused
  }

  /** Starts an execution of a published version and returns once it is committed. */
  async startExecution(input: StartInput): Promise<StartedExecution> {
    const repeated = await this.#findRepeated(input)
    if (repeated !== null) return repeated
    const version = await this.plans.get(input.workflowId, input.version)
    const now = Date.now()
    const executionId = newExecutionId(now)
    const retryOf = input.retry?.of ?? null
    const { workflowId, trigger, startedBy, priority } = input
    const command: Command = {
      type: 'start-execution',
      now,
      workflowId,
      version: input.version,
      trigger,
      startedBy,
      retryOf,
      priority,
      kept: input.retry?.kept ?? [],
    }
    const { retry: _retry, priority: _priority, ...rest } = input
    const identity = { ...rest, workflowName: version.workflowName, retryOf }
    const create = (): LiveExecution => ({ id: executionId, identity, state: emptyState(version.plan) })
    const outcome = await this.#send({ executionId, command, create, whenUnavailable: 'fail' })
    if (outcome.ok) return toStarted(outcome.execution)
    const taken = await this.#findRepeated(input)
    if (taken === null) throw new DomainError('STATE_CONFLICT', { executionId, tries: 1 })
    return taken
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
    const outcome = await this.#send({ executionId, command, create: null, whenUnavailable: 'fail' })
    if (outcome.ok) return
    const status = (await this.executions.get(executionId))?.state.status ?? 'unknown'
    throw new DomainError('EXECUTION_STATUS', { executionId, status, action })
  }

  /** Hands in a command of a worker or a timer. Waits while the database is away. */
  submit(executionId: string, command: Command): Promise<Outcome> {
    return this.#send({ executionId, command, create: null, whenUnavailable: 'wait' })
  }

  /** Puts tasks before workers again; those that are not queued any more are refused when claimed. */
  async redeliver(nodes: readonly { executionId: string; nodeIndex: number }[]): Promise<number> {
    const tasks: Task[] = []
    for (const { executionId, nodeIndex } of nodes) {
      if (this.#deps.queue.has(executionId, nodeIndex) || this.#isParked(executionId, nodeIndex)) continue
      const execution = await this.executions.get(executionId)
      if (execution?.state.getNode(nodeIndex).status === 'queued') tasks.push(toTask(execution, nodeIndex))
    }
    this.#enqueue(tasks)
    return tasks.length
  }

  /** Keeps a task that was refused for want of a slot in its own execution. */
  park(task: Task): void {
    const parked = this.#parked.get(task.executionId) ?? []
    parked.push(task)
    this.#parked.set(task.executionId, parked)
  }

  /** Resolves when every command handed in so far is committed or refused. */
  untilIdle(): Promise<void> {
    return this.#commits.untilIdle()
  }

  #send(request: {
    executionId: string
    command: Command
    create: (() => LiveExecution) | null
    whenUnavailable: 'wait' | 'fail'
  }): Promise<Outcome> {
    return new Promise((resolve, reject) => {
      this.#commits.submit({ ...request, resolve, reject, tries: 0, alone: false })
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
    this.#enqueue(this.#readyTasks(batch))
    for (const event of events) this.#actOn(execution, event)
    if (isFinal(execution.state.status)) this.#close(execution)
    announce(this.#deps.bus, execution, events)
  }

  /** Acts on what a commit without an answer may have done: everything that is due and that nobody looks after. */
  #actOnDoubtful(execution: LiveExecution, spokenFor: ReadonlySet<number>): void {
    const tasks: Task[] = []
    for (const { index } of execution.state.plan.nodes) {
      const { status, attempt, workerId, dueAt } = execution.state.getNode(index)
      if (spokenFor.has(index)) continue
      if (status === 'queued' && !this.#isParked(execution.id, index)) tasks.push(toTask(execution, index))
      if (dueAt !== null) this.#setTimer(execution, index, dueAt)
      const held = status === 'running' && workerId === this.#worker.id
      if (held && !this.#worker.runs({ executionId: execution.id, nodeIndex: index, attempt })) {
        this.#worker.resume({ execution, nodeIndex: index, attempt })
      }
    }
    this.#enqueue(tasks)
  }

  #readyTasks({ execution, events, started }: DecidedBatch): Task[] {
    const { state } = execution
    if (events.some((event) => event.type === 'execution_resumed')) return queuedTasks(execution)
    const startedNodes = new Set(started.map((attempt) => attempt.nodeIndex))
    const tasks: Task[] = []
    for (const event of events) {
      if (event.type !== 'node_queued') continue
      const nodeIndex = state.plan.indexOf.get(event.nodeId ?? '')
      if (nodeIndex === undefined || startedNodes.has(nodeIndex)) continue
      if (state.getNode(nodeIndex).status === 'queued') tasks.push(toTask(execution, nodeIndex))
    }
    return tasks
  }

  #actOn(execution: LiveExecution, event: ExecutionEvent): void {
    const nodeIndex = event.nodeId === null ? undefined : execution.state.plan.indexOf.get(event.nodeId)
    if (nodeIndex === undefined) return
    const { status } = execution.state.getNode(nodeIndex)
    if (event.type === 'node_retrying' && status === 'retrying')
      this.#setTimer(execution, nodeIndex, event.data.dueAt)
    else if (event.type === 'node_waiting') this.#setTimer(execution, nodeIndex, event.data.until)
    else if (event.type === 'node_cancelled' && event.attempt !== null) this.#abort(execution, nodeIndex)
    if (event.type !== 'node_queued' && event.type !== 'node_started') this.#unpark(execution)
    if (settling.has(event.type)) this.counters.steps += 1
  }

  #setTimer(execution: LiveExecution, nodeIndex: number, dueAt: string): void {
    this.timers.set({ executionId: execution.id, nodeIndex }, Date.parse(dueAt))
  }

  #abort(execution: LiveExecution, nodeIndex: number): void {
    this.#worker.abort(execution.id, [nodeIndex])
    this.#deps.bus.publish(abortChannel, { executionId: execution.id, nodeIndexes: [nodeIndex] })
  }

  #unpark(execution: LiveExecution): void {
    const parked = this.#parked.get(execution.id)
    if (parked === undefined) return
    const free = (execution.state.plan.settings.maxParallel ?? Infinity) - execution.state.counts.running
    if (free <= 0) return
    const tasks = parked.splice(0, free)
    if (parked.length === 0) this.#parked.delete(execution.id)
    this.#enqueue(tasks)
  }

  #isParked(executionId: string, nodeIndex: number): boolean {
    return this.#parked.get(executionId)?.some((task) => task.nodeIndex === nodeIndex) ?? false
  }

  #close(execution: LiveExecution): void {
    this.#parked.delete(execution.id)
    this.#deps.queue.forget(execution.id)
    this.executions.evict(execution.id)
  }

  #enqueue(tasks: readonly Task[]): void {
    if (tasks.length === 0) return
    this.#deps.queue.add(tasks)
    for (const listener of this.#addedListeners) listener()
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

function queuedTasks(execution: LiveExecution): Task[] {
  const { plan } = execution.state
  return plan.nodes
    .filter((node) => execution.state.getNode(node.index).status === 'queued')
    .map((node) => toTask(execution, node.index))
}

function toStarted(execution: LiveExecution): StartedExecution {
  const { status, startedAt, createdAt } = execution.state
  return { executionId: execution.id, status, startedAt: startedAt ?? createdAt ?? '', repeated: false }
}

/** A version 7 UUID: ordered by time, so that new rows land at the end of every index. */
function newExecutionId(now: number): string {
  const time = now.toString(16).padStart(12, '0')
  const random = randomUUID()
  return `${time.slice(0, 8)}-${time.slice(8)}-7${random.slice(15)}`
}
