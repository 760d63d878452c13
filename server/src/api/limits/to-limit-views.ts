/** From the rows of holders, waits and starts to a view a key. */
import type { LeaseHolder } from '../../store/limit-leases.ts'
import type { LimitWaitRow } from '../../store/list-limit-waits.ts'
import type { RateRow } from '../../store/list-rates.ts'
import { toInstant, toInstantOrNull } from '../instant.ts'
import type { LimitHolder, LimitKey, LimitRate } from './limit-shapes.ts'

interface Named {
  readonly nodeName: string
}

export interface LimitRows {
  readonly holders: readonly (LeaseHolder & Named)[]
  readonly waits: readonly (LimitWaitRow & Named)[]
}

/** Those for which most wait first, then the fullest. */
export function toKeys({ holders, waits }: LimitRows): LimitKey[] {
  const held = Map.groupBy(holders, ({ key }) => key)
  const awaited = Map.groupBy(
    waits.filter(({ kind }) => kind === 'concurrency'),
    ({ key }) => key,
  )
  const keys = [...new Set([...held.keys(), ...awaited.keys()])].map((key): LimitKey => {
    const holding = held.get(key) ?? []
    const waiting = awaited.get(key) ?? []
    const used = holding[0]?.used ?? 0
    // Nodes may name different sizes for a key: the last one that got a slot says which one counts now.
    const limit = holding.at(-1)?.slots ?? waiting[0]?.slots ?? used
    return {
      key,
      limit,
      used,
      holders: holding.map(toHolder),
      waiting: waiting[0]?.waiting ?? 0,
      line: waiting.map(toHolder),
    }
  })
  return keys.sort((a, b) => b.waiting - a.waiting || b.used - a.used || (a.key < b.key ? -1 : 1))
}

export function toRates(rates: readonly RateRow[], waits: LimitRows['waits']): LimitRate[] {
  const awaited = Map.groupBy(
    waits.filter(({ kind }) => kind === 'rate'),
    ({ key }) => key,
  )
  const views = rates.map(({ key, slots, perMs, starts, nextAt }): LimitRate => {
    const waiting = awaited.get(key) ?? []
    return {
      key,
      limit: slots,
      perMs,
      starts,
      nextAt: toInstantOrNull(nextAt),
      waiting: waiting[0]?.waiting ?? 0,
      line: waiting.map(toHolder),
    }
  })
  return views.sort((a, b) => b.waiting - a.waiting || (a.key < b.key ? -1 : 1))
}

function toHolder(row: (LeaseHolder | LimitWaitRow) & Named): LimitHolder {
  const { executionId, workflowId, workflowName, nodeId, nodeName, since } = row
  return { executionId, workflowId, workflowName, nodeId, nodeName, since: toInstant(since) }
}
