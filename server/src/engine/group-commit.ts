/**
 * Group commit: commands that arrive together are decided in memory and committed in one guarded statement,
 * many executions at once. One execution is in at most one commit at a time, so its commands keep their order.
 *
 * Where the guard refuses an execution, another process moved it: what was decided is taken back, the events since
 * are read and folded, and the commands are decided again, a bounded number of times; from then on the execution is
 * locked before it is decided, for as long as others move it too. A refusal is only given once it was decided on
 * what the database says. Where the statement fails because the database is away, reports wait for it and requests
 * of people are told so. Where it fails for its content, each command is committed alone, so that only the one at
 * fault is refused. Where what is stored turns out damaged, its commands wait for the repair.
 */
import { ConcurrentModificationError, DomainError, StateValidationError } from '@heddle/core/errors.ts'
import type { StateFinding } from '@heddle/core/execution/finding.ts'
import type { Logger } from '../ops/logger.ts'
import { commitTransitions } from '../store/commit-transitions.ts'
import { lockExecutions } from '../store/lock-executions.ts'
import type { Queryable } from '../store/queryable.ts'
import type { RunInTransaction } from '../store/run-in-transaction.ts'
import { catchUp, toStrayFindings } from './catch-up.ts'
import { type Batch, CommitLine } from './commit-line.ts'
import { Contention } from './contention.ts'
import type { EngineCounters } from './counters.ts'
import { isSeqTaken, isUnavailable } from './database-errors.ts'
import { type DecidedBatch, decideBatch } from './decide-batch.ts'
import type { ExecutionCache } from './execution-cache.ts'
import { passFaultPoint } from './fault-points.ts'
import { hasRoom, isAdmission } from './has-room.ts'
import { type LiveExecution, rollBack } from './live-execution.ts'
import type { LocalWorker } from './local-worker.ts'
import { isFresh, type Submission } from './submission.ts'

export interface GroupCommitDeps {
  /** A pool with as many connections as commits may be under way. */
  readonly db: Queryable
  /** On a connection of that pool. */
  readonly runInTransaction: RunInTransaction
  /** True where other processes may move the same executions. */
  readonly isShared: boolean
  readonly executions: ExecutionCache
  readonly worker: () => LocalWorker
  readonly onCommitted: (batch: DecidedBatch) => void
  /**
   * An execution was read again after the answer to a commit was lost. What that commit started or queued, if it
   * came about, nobody acted on yet; nodes that waiting commands speak for are left to those.
   */
  readonly onDoubtCleared: (execution: LiveExecution, spokenFor: ReadonlySet<number>) => void
  /** Another process moved the execution while this one decided. */
  readonly onCollision: (executionId: string) => void
  /** True where other processes hand their commands to this one: then there is nobody to lock out. */
  readonly isOwner: (executionId: string) => boolean
  readonly counters: EngineCounters
  readonly logger: Logger
}

/** Two keep PostgreSQL busy while the next batch is decided; more only make the batches smaller. */
export const commitLanes = 2
/** One more is kept free for what people wait for, which would stand behind large batches otherwise. */
export const committingConnections = commitLanes + 1
const noneLoaded: ReadonlyMap<string, LiveExecution> = new Map()
const maxTries = 20
const longestPauseMs = 1000

/** One commit after the other, each with a batch of its kind. */
interface Lane {
  readonly take: () => Batch
  isBusy: boolean
}

function createLane(take: () => Batch): Lane {
  return { take, isBusy: false }
}

export class GroupCommit {
  readonly #deps: GroupCommitDeps
  readonly #line = new CommitLine()
  readonly #lanes: readonly Lane[] = [
    ...Array.from({ length: commitLanes }, () => createLane(() => this.#line.take())),
    createLane(() => this.#line.takeUrgent()),
  ]
  /** Executions whose last commit may have come about without an answer. */
  readonly #doubtful = new Set<string>()
  /** Executions that somebody else is known, or may be thought, to have moved. */
  readonly #stale = new Set<string>()
  readonly #contention = new Contention()
  /** Commands that a repair was waited for: once is enough. */
  readonly #mended = new WeakSet<Submission>()
  #mending = 0
  #scheduled = false
  #pauseMs = 0
  #idle: (() => void)[] = []

  constructor(deps: GroupCommitDeps) {
    this.#deps = deps
  }

  submit(submission: Submission): void {
    this.#line.join(submission)
    this.#schedule()
  }

  /** True while the database is taken to be away. */
  get isPaused(): boolean {
    return this.#pauseMs > 0
  }

  /** Resolves when nothing waits and nothing is under way. */
  untilIdle(): Promise<void> {
    if (this.#isIdle()) return Promise.resolve()
    return new Promise((resolve) => this.#idle.push(resolve))
  }

  /** At the end of this turn of the event loop: what arrives in one turn goes into one commit. */
  #schedule(): void {
    if (this.#scheduled) return
    this.#scheduled = true
    if (this.#pauseMs > 0) setTimeout(() => this.#pump(), this.#pauseMs)
    else setImmediate(() => this.#pump())
  }

  #pump(): void {
    this.#scheduled = false
    for (const lane of this.#lanes) if (!lane.isBusy) this.#use(lane)
  }

  #use(lane: Lane): void {
    const batch = lane.take()
    if (batch.size === 0) return
    lane.isBusy = true
    this.#commit(batch).finally(() => {
      lane.isBusy = false
      this.#line.release(batch)
      if (this.#line.isEmpty) this.#tellIdle()
      else this.#schedule()
    })
  }

  #isIdle(): boolean {
    const isCommitting = this.#lanes.some(({ isBusy }) => isBusy)
    return this.#line.isEmpty && !isCommitting && this.#mending === 0
  }

  #tellIdle(): void {
    if (this.#isIdle()) for (const resolve of this.#idle.splice(0)) resolve()
  }

  async #commit(batch: Batch): Promise<void> {
    const decided: DecidedBatch[] = []
    try {
      const contended = this.#contention.listAmong(batch.keys()).filter((id) => !this.#deps.isOwner(id))
      const admits = [...batch.values()].some(([first]) => isAdmission(first))
      const moved =
        contended.length === 0 && !admits
          ? await this.#decideAndWrite(this.#deps.db, batch, decided)
          : await this.#deps.runInTransaction(async (db) => {
              // All of them, in one order: else two who hold some and want others could wait for each other.
              if (contended.length > 0) await lockExecutions(db, [...batch.keys()])
              this.#deps.counters.locks += contended.length
              for (const id of contended) this.#stale.add(id)
              return this.#decideAndWrite(db, batch, decided)
            })
      this.#pauseMs = 0
      for (const work of decided) {
        if (work.transition === null) this.#settleUnmoved(work)
        else if (moved.has(work.execution.id)) this.#settle(work)
        else this.#decideAgain(work)
      }
    } catch (error) {
      for (const work of decided) this.#discard(work)
      this.#recover(batch, error)
    }
  }

  /** Answers which executions moved; what was decided goes into `decided` as it comes about. */
  async #decideAndWrite(db: Queryable, batch: Batch, decided: DecidedBatch[]): Promise<Set<string>> {
    const loaded = await this.#refresh(db, batch)
    for (const [id, submissions] of batch) {
      const execution = loaded.get(id) ?? this.#find(id, submissions)
      if (execution === null) continue
      if (this.#doubtful.delete(id)) this.#clearDoubt(execution, submissions)
      if (isAdmission(submissions[0]) && !(await hasRoom(db, execution))) {
        for (const { resolve } of submissions) resolve({ ok: false, refusal: 'no-free-slot' })
        continue
      }
      decided.push(decideBatch(execution, submissions, this.#deps.worker()))
    }
    return this.#write(
      db,
      decided.filter((work) => work.transition !== null),
    )
  }

  /** Reads those of the batch that are not known, and what others did to those that may have been moved. */
  async #refresh(db: Queryable, batch: Batch): Promise<ReadonlyMap<string, LiveExecution>> {
    const { executions, counters } = this.#deps
    const unknown: string[] = []
    const behind: LiveExecution[] = []
    for (const [id, submissions] of batch) {
      const known = executions.peek(id)
      const isStale = this.#stale.delete(id)
      if (known === null && !isFresh(submissions)) unknown.push(id)
      if (known === null) continue
      if (isStale || submissions.some(({ minSeq }) => minSeq > known.state.seq)) behind.push(known)
    }
    if (unknown.length === 0 && behind.length === 0) return noneLoaded
    counters.roundTrips += (unknown.length > 0 ? 1 : 0) + (behind.length > 0 ? 1 : 0)
    counters.catchUps += behind.length
    const [loaded, doubtful] = await Promise.all([
      unknown.length === 0 ? noneLoaded : executions.load(unknown, db),
      behind.length === 0 ? new Set<string>() : this.#catchUp(db, behind),
    ])
    if (doubtful.size === 0) return loaded
    for (const id of doubtful) executions.evict(id)
    return new Map([...loaded, ...(await executions.load([...doubtful], db))])
  }

  async #catchUp(db: Queryable, behind: readonly LiveExecution[]): Promise<ReadonlySet<string>> {
    const before = behind.map(({ state }) => state.seq)
    const { doubtful, damaged } = await catchUp(db, behind)
    for (const [at, { id, state }] of behind.entries()) {
      if (state.seq !== before[at]) this.#contention.keep(id)
    }
    for (const [id, seq] of damaged) void this.#deps.executions.reportDamage(id, toStrayFindings(seq))
    return new Set([...doubtful].filter((id) => !damaged.has(id)))
  }

  #find(id: string, submissions: readonly Submission[]): LiveExecution | null {
    const known = this.#deps.executions.peek(id)
    if (known !== null) return known
    const execution = submissions[0]?.create?.() ?? null
    if (execution !== null) this.#deps.executions.keep(execution)
    else this.#refuseAbsent(id, submissions)
    return execution
  }

  #refuseAbsent(executionId: string, submissions: readonly Submission[]): void {
    const findings = this.#deps.executions.damageOf(executionId)
    for (const submission of submissions) {
      if (findings !== null) void this.#decideRepaired(submission, findings)
      else submission.reject(new DomainError('EXECUTION_NOT_FOUND', { executionId }))
    }
  }

  /** Has the execution repaired and the command decided on what it then says. Never rejects. */
  async #decideRepaired(submission: Submission, findings: readonly StateFinding[]): Promise<void> {
    const { executionId } = submission
    const isFirst = !this.#mended.has(submission)
    this.#mended.add(submission)
    this.#mending += 1
    const isRepaired = isFirst && (await this.#deps.executions.reportDamage(executionId, findings))
    this.#mending -= 1
    submission.verified = false
    if (isRepaired) this.#putBack(executionId, [submission])
    else submission.reject(new StateValidationError(executionId, findings))
    this.#tellIdle()
  }

  #clearDoubt(execution: LiveExecution, submissions: readonly Submission[]): void {
    const waiting = [...submissions, ...this.#line.listWaiting(execution.id)]
    const spokenFor = new Set(
      waiting.flatMap(({ command }) => ('nodeIndex' in command ? [command.nodeIndex] : [])),
    )
    this.#deps.onDoubtCleared(execution, spokenFor)
  }

  async #write(db: Queryable, moving: readonly DecidedBatch[]): Promise<Set<string>> {
    const transitions = moving.flatMap((work) => work.transition ?? [])
    if (transitions.length === 0) return new Set()
    passFaultPoint('before-commit', moving)
    const moved = await commitTransitions(db, transitions)
    passFaultPoint('after-commit')
    const { counters } = this.#deps
    counters.commits += 1
    counters.roundTrips += 1
    return moved
  }

  #settle(work: DecidedBatch): void {
    work.execution.journal = null
    this.#deps.counters.events += work.events.length
    if (work.transition !== null) this.#deps.onCommitted(work)
    work.submissions.forEach((submission, at) => {
      const outcome = work.outcomes[at]
      if (outcome !== undefined) submission.resolve(outcome)
    })
  }

  /** Nothing to commit. What was refused on a state that may be behind is decided once more on the latest one. */
  #settleUnmoved(work: DecidedBatch): void {
    if (!this.#deps.isShared || work.submissions.every(({ verified }) => verified)) {
      this.#settle(work)
      return
    }
    rollBack(work.execution)
    for (const submission of work.submissions) submission.verified = true
    this.#stale.add(work.execution.id)
    this.#putBack(work.execution.id, work.submissions)
  }

  #decideAgain(work: DecidedBatch): void {
    this.#deps.counters.conflicts += 1
    this.#contention.note(work.execution.id)
    this.#deps.onCollision(work.execution.id)
    rollBack(work.execution)
    this.#releaseSlots(work)
    if (work.transition?.expectedSeq === null) this.#deps.executions.evict(work.execution.id)
    else this.#stale.add(work.execution.id)
    const again: Submission[] = []
    for (const submission of work.submissions) {
      submission.tries += 1
      submission.verified = true
      // The row exists although this batch was to create it: its idempotency key was taken.
      if (submission.create !== null) submission.resolve({ ok: false, refusal: 'already-started' })
      else if (submission.tries > maxTries)
        submission.reject(new ConcurrentModificationError(work.execution.id, maxTries))
      else again.push(submission)
    }
    if (again.length === 0) this.#forget(work.execution.id)
    this.#putBack(work.execution.id, again)
  }

  /** Nobody asks for it at present: the next one to do so reads it. */
  #forget(executionId: string): void {
    this.#deps.executions.evict(executionId)
    this.#stale.delete(executionId)
  }

  /** The state ran ahead of what is committed: forget it, and give the slots back. */
  #discard(work: DecidedBatch): void {
    this.#deps.executions.evict(work.execution.id)
    this.#releaseSlots(work)
  }

  #releaseSlots(work: DecidedBatch): void {
    for (const _ of work.started) this.#deps.worker().release()
  }

  #recover(batch: Batch, error: unknown): void {
    const unavailable = isUnavailable(error)
    const all = [...batch.values()].flat()
    if (unavailable) this.#pauseMs = Math.min(longestPauseMs, this.#pauseMs * 2 || 50)
    this.#deps.logger.warn({
      event: unavailable ? 'commit_waits' : 'commit_failed',
      submissions: all.length,
      err: error,
    })
    for (const [id, submissions] of batch) {
      this.#deps.executions.evict(id)
      const again = submissions.filter((submission) =>
        this.#staysAfter(submission, { error, unavailable, of: all.length }),
      )
      if (unavailable && again.length > 0) this.#doubtful.add(id)
      this.#putBack(id, again)
    }
  }

  #staysAfter(submission: Submission, failed: { error: unknown; unavailable: boolean; of: number }): boolean {
    submission.tries += 1
    if (failed.unavailable && submission.whenUnavailable === 'wait') return true
    if (failed.unavailable) {
      const reason = failed.error instanceof Error ? failed.error.message : String(failed.error)
      submission.reject(new DomainError('DATABASE_UNAVAILABLE', { reason }, { cause: failed.error }))
      return false
    }
    if (failed.of > 1 && !submission.alone) {
      submission.alone = true
      return true
    }
    if (isSeqTaken(failed.error)) {
      void this.#decideRepaired(submission, toStrayFindings(null))
      return false
    }
    submission.reject(failed.error)
    return false
  }

  #putBack(id: string, submissions: readonly Submission[]): void {
    if (submissions.length === 0) return
    this.#line.putBack(id, submissions)
    this.#schedule()
  }
}
