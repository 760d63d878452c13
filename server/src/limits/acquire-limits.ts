/** Asks for what a node needs before it may start: a slot of its concurrency key, then a start of its rate. */
import {
  countLiveLeases,
  insertLimitLease,
  isStillQueued,
  type LimitedNode,
  lockLimitKey,
} from '../store/limit-leases.ts'
import { deleteLimitWait, type LimitWait, upsertLimitWait } from '../store/limit-waits.ts'
import type { Queryable } from '../store/queryable.ts'
import { findRateUntil, insertRateStart, type RateKey } from '../store/rate-starts.ts'
import type { RunInTransaction } from '../store/run-in-transaction.ts'

export interface WantedLimits {
  readonly node: LimitedNode
  readonly concurrency: { readonly key: string; readonly limit: number } | null
  readonly rate: { readonly key: string; readonly limit: number; readonly perMs: number } | null
}

/** What holds the node back: with a time for a rate, without one for a slot. */
export type LimitAnswer =
  | { readonly isGranted: true }
  | { readonly isGranted: false; readonly until: Date | null }

/** All or nothing, decided under the locks of the keys, so that no two processes take the last slot. */
export async function acquireLimits(
  runInTransaction: RunInTransaction,
  wanted: WantedLimits,
): Promise<LimitAnswer> {
  const answer = await askOnce(runInTransaction, wanted)
  // A slot that was given back before the wait stood in the database was offered to nobody: ask once more.
  const mayHaveMissed = !answer.isGranted && answer.until === null
  return mayHaveMissed ? askOnce(runInTransaction, wanted) : answer
}

function askOnce(runInTransaction: RunInTransaction, wanted: WantedLimits): Promise<LimitAnswer> {
  return runInTransaction(async (db) => {
    const { workspaceId } = wanted.node
    const keys = [wanted.concurrency, wanted.rate].flatMap((limit) => limit?.key ?? [])
    for (const key of [...new Set(keys)].sort()) await lockLimitKey(db, { workspaceId, key })
    // A task too many: the claim refuses it, so there is nothing to hold back and nothing to take.
    if (!(await isStillQueued(db, wanted.node))) return { isGranted: true }
    const wait = await findWait(db, wanted)
    if (wait === null) {
      await take(db, wanted)
      return { isGranted: true }
    }
    await upsertLimitWait(db, wait)
    return { isGranted: false, until: wait.until }
  })
}

async function findWait(db: Queryable, { node, concurrency, rate }: WantedLimits): Promise<LimitWait | null> {
  const { workspaceId, executionId, nodeIndex } = node
  const of = { workspaceId, executionId, nodeIndex }
  if (concurrency !== null) {
    const { key, limit } = concurrency
    const used = await countLiveLeases(db, { ...node, key })
    if (used >= limit) return { ...of, key, kind: 'concurrency', slots: limit, until: null }
  }
  if (rate === null) return null
  const until = await findRateUntil(db, { workspaceId, ...rate })
  return until === null ? null : { ...of, key: rate.key, kind: 'rate', slots: rate.limit, until }
}

async function take(db: Queryable, { node, concurrency, rate }: WantedLimits): Promise<void> {
  const { workspaceId } = node
  if (concurrency !== null) {
    await insertLimitLease(db, { ...node, key: concurrency.key, slots: concurrency.limit })
  }
  if (rate !== null) await insertRateStart(db, { workspaceId, ...rate } satisfies RateKey)
  await deleteLimitWait(db, node)
}
