/**
 * Writes checkpoints behind the commits: a commit only notes down that one is due, and the state is read from
 * the database when its turn comes. What is lost with the process is one checkpoint of many.
 */
import type { ExecutionEvent } from '@heddle/core/execution/event.ts'
import { encodeSnapshot } from '@heddle/core/execution/snapshot.ts'
import { isFinal } from '@heddle/core/execution/status.ts'
import { checkLoaded } from '@heddle/core/execution/validate-state.ts'
import type { LiveExecution } from '../engine/live-execution.ts'
import type { Logger } from '../ops/logger.ts'
import { type CheckpointReason, insertCheckpoint, pruneCheckpoints } from '../store/execution-checkpoints.ts'
import { loadExecution } from '../store/load-execution.ts'
import type { RunInTransaction } from '../store/run-in-transaction.ts'
import type { Plans } from './examine-execution.ts'
import { isCheckpointDue } from './is-checkpoint-due.ts'

export interface CheckpointerDeps {
  readonly runInTransaction: RunInTransaction
  readonly plans: Plans
  readonly logger: Logger
  /** A checkpoint is made about every so many events of an execution. */
  readonly everyEvents: number
  /** How long they are kept. */
  readonly keepHours: number
}

export interface Checkpointer {
  /** Costs nanoseconds where nothing is due, and never waits or throws. To be called after each commit. */
  onCommitted(execution: Pick<LiveExecution, 'id' | 'state'>, events: readonly ExecutionEvent[]): void
  /** Begins to clear away what is too old. */
  start(): void
  /** Ends after the checkpoint that is being written. */
  stop(): Promise<void>
  /** Resolves when all that was due is written. */
  untilIdle(): Promise<void>
}

const hourMs = 3_600_000
const pruneEveryMs = hourMs
/** An execution that is over by then needs none: most that are long enough for one are over before anything is lost. */
const restMs = 1_000
/** Beyond it checkpoints are not kept up with: the oldest wishes are dropped. */
const maxWaiting = 1_000

export function createCheckpointer(deps: CheckpointerDeps): Checkpointer {
  const waiting = new Map<string, CheckpointReason>()
  let running: Promise<void> | null = null
  let timer: NodeJS.Timeout | null = null
  let resting: NodeJS.Timeout | null = null
  let isStopping = false

  const writeAll = async () => {
    for (const [executionId, reason] of waiting) {
      if (isStopping) return
      waiting.delete(executionId)
      await writeOne(deps, executionId, reason)
    }
  }
  const wake = () => {
    resting = null
    running ??= writeAll().finally(() => {
      running = null
      if (waiting.size > 0 && !isStopping) wakeLater()
    })
  }
  const wakeLater = () => {
    if (running === null) resting ??= setTimeout(wake, restMs).unref()
  }
  const prune = () => {
    pruneOld(deps).catch((error: unknown) => deps.logger.warn({ event: 'prune_failed', err: error }))
  }
  return {
    onCommitted({ id, state }, events) {
      if (isFinal(state.status)) {
        waiting.delete(id)
        return
      }
      const after = state.seq
      const reason = toReason(events, { before: after - events.length, after, everyEvents: deps.everyEvents })
      if (reason === null || isStopping) return
      waiting.set(id, reason)
      const [oldest] = waiting.keys()
      if (waiting.size > maxWaiting && oldest !== undefined) waiting.delete(oldest)
      wakeLater()
    },
    start() {
      prune()
      timer = setInterval(prune, pruneEveryMs)
      timer.unref()
    },
    async stop() {
      isStopping = true
      if (timer !== null) clearInterval(timer)
      if (resting !== null) clearTimeout(resting)
      await running
    },
    async untilIdle() {
      while (running !== null || waiting.size > 0) {
        wake()
        await running
      }
    },
  }
}

function toReason(
  events: readonly ExecutionEvent[],
  crossed: { before: number; after: number; everyEvents: number },
): CheckpointReason | null {
  if (isCheckpointDue(crossed)) return 'events'
  return events.some((event) => event.type === 'execution_paused') ? 'pause' : null
}

async function writeOne(
  deps: CheckpointerDeps,
  executionId: string,
  reason: CheckpointReason,
): Promise<void> {
  try {
    await deps.runInTransaction(async (db) => {
      await db.query('SET TRANSACTION ISOLATION LEVEL REPEATABLE READ')
      const loaded = await loadExecution(db, executionId)
      if (loaded === null || isFinal(loaded.header.status)) return
      const { workflowId, version, subgraph } = loaded.identity
      const { plan } = await deps.plans.get(workflowId, version, subgraph)
      const header = { ...loaded.header, ...loaded.counters }
      // A state that cannot be trusted is nothing to come back to.
      const findings = checkLoaded({ plan, header, rows: loaded.nodes })
      if (findings.length > 0) deps.logger.error({ event: 'checkpoint_refused', executionId, findings })
      else
        await insertCheckpoint(db, {
          executionId,
          reason,
          state: encodeSnapshot(loaded.header, loaded.nodes),
        })
    })
  } catch (error) {
    deps.logger.warn({ event: 'checkpoint_failed', executionId, err: error })
  }
}

async function pruneOld({ runInTransaction, keepHours, logger }: CheckpointerDeps): Promise<void> {
  const before = new Date(Date.now() - keepHours * hourMs)
  const removed = await runInTransaction((db) => pruneCheckpoints(db, before))
  if (removed > 0) logger.info({ event: 'checkpoints_pruned', removed })
}
