/**
 * Asks for what nodes need before they may start: a slot of their concurrency key, then a start of their rate. One call
 * for all that ask together, decided by a function of the database (`ask_limits` in the migrations): the locks of the
 * keys have to be held before the statement that decides takes its snapshot. As statements of a transaction it took
 * five round trips, and as one text that is planned each time three times as long.
 */
import { grantLastsMs, type LimitedNode } from './limit-leases.ts'
import type { Queryable } from './queryable.ts'

export interface WantedLimits {
  readonly node: LimitedNode
  readonly concurrency: { readonly key: string; readonly limit: number } | null
  readonly rate: { readonly key: string; readonly limit: number; readonly perMs: number } | null
}

/** What holds the node back: with a time for a rate, without one for a slot. */
export type LimitAnswer =
  | { readonly isGranted: true }
  | { readonly isGranted: false; readonly until: Date | null }

const text = 'SELECT refused, retry_at AS "retryAt" FROM ask_limits($1, $2, $3)'

/**
 * Each node at most once. All or nothing for each; what is refused waits from then on. Answers in the order of the asks.
 * A task too many is let through: the claim refuses it, so there is nothing to hold back and nothing to take.
 */
export async function askLimits(db: Queryable, wanted: readonly WantedLimits[]): Promise<LimitAnswer[]> {
  const values = [listKeys(wanted), JSON.stringify(wanted.map(toAsk)), grantLastsMs]
  const { rows } = await db.query<{ refused: number; retryAt: Date | null }>({
    name: 'ask-limits',
    text,
    values,
  })
  const answers: LimitAnswer[] = wanted.map(() => ({ isGranted: true }))
  for (const { refused, retryAt } of rows) answers[refused] = { isGranted: false, until: retryAt }
  return answers
}

/** In one order everywhere, so that no two processes wait for each other. */
function listKeys(wanted: readonly WantedLimits[]): readonly string[] {
  const keys = wanted.flatMap(({ node, concurrency, rate }) =>
    [concurrency, rate].flatMap((limit) => (limit === null ? [] : [`${node.workspaceId}/${limit.key}`])),
  )
  return [...new Set(keys)].sort()
}

function toAsk({ node, concurrency, rate }: WantedLimits, place: number) {
  return {
    place,
    workspace_id: node.workspaceId,
    execution_id: node.executionId,
    node_index: node.nodeIndex,
    attempt: node.attempt,
    slot_key: concurrency?.key,
    slots: concurrency?.limit,
    rate_key: rate?.key,
    starts: rate?.limit,
    per_ms: rate?.perMs,
  }
}
