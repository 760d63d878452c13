import { describe, expect, test } from 'vitest'
import type { EdgeDefinition, NodeDefinition, WorkflowDocument } from '../definition/workflow-document.ts'
import { compilePlan } from '../plan/compile-plan.ts'
import { planRetry, type RetryRequest } from './plan-retry.ts'
import { type NodeRecord, pendingNode } from './state.ts'

const edge = (source: string, target: string, more: Partial<EdgeDefinition> = {}) => ({
  source,
  target,
  ...more,
})
const noop = (params: Record<string, unknown> = {}): NodeDefinition => ({ type: 'noop', params })

const chain: WorkflowDocument = {
  name: 'x',
  nodes: { a: noop(), b: noop(), c: noop() },
  edges: [edge('a', 'b'), edge('b', 'c')],
}

const done: Partial<NodeRecord> = { status: 'completed', attempt: 1, port: 'success' }
const failed: Partial<NodeRecord> = { status: 'failed', attempt: 2, port: 'failure' }
const skipped: Partial<NodeRecord> = { status: 'skipped' }

function toFormer(
  document: WorkflowDocument,
  records: Record<string, Partial<NodeRecord>>,
): RetryRequest['former'] {
  const plan = compilePlan(document)
  const getNode = (index: number) => ({ ...pendingNode, ...records[plan.nodes[index]?.id ?? ''] })
  return { executionId: 'first', plan, getNode }
}

const former = toFormer(chain, { a: done, b: failed, c: skipped })

/** The retry of the run above by a changed document, as ids. */
function retryBy(document: WorkflowDocument, from: RetryRequest['from'] = 'failed', of = former) {
  const plan = compilePlan(document)
  const { kept, runAgain, skipped: left } = planRetry({ former: of, plan, from })
  return { kept: kept.map((node) => plan.nodes[node.nodeIndex]?.id), runAgain, skipped: left }
}

test('runs what failed again and keeps what completed', () => {
  expect(retryBy(chain)).toEqual({ kept: ['a'], runAgain: ['b'], skipped: ['c'] })
})

test.each<{ name: string; document: WorkflowDocument; kept: string[] }>([
  {
    name: 'its parameters',
    document: { ...chain, nodes: { ...chain.nodes, a: noop({ value: 1 }) } },
    kept: [],
  },
  { name: 'its type', document: { ...chain, nodes: { ...chain.nodes, a: { type: 'fail' } } }, kept: [] },
  {
    name: 'its rule',
    document: { ...chain, nodes: { ...chain.nodes, a: { ...noop(), triggerRule: 'all_done' } } },
    kept: [],
  },
  {
    name: 'a new source',
    document: {
      ...chain,
      nodes: { ...chain.nodes, z: noop() },
      edges: [edge('z', 'a'), ...(chain.edges ?? [])],
    },
    kept: [],
  },
  {
    name: 'only its name and place',
    document: { ...chain, nodes: { ...chain.nodes, a: { ...noop(), name: 'A', position: { x: 5, y: 5 } } } },
    kept: ['a'],
  },
  {
    name: 'another node',
    document: { ...chain, nodes: { ...chain.nodes, c: noop({ value: 1 }) } },
    kept: ['a'],
  },
  {
    name: 'a condition that was never evaluated',
    document: { ...chain, edges: [edge('a', 'b', { when: 'input.x' })] },
    kept: [],
  },
])('decides on a node whose change is $name', ({ document, kept }) => {
  expect(retryBy(document).kept).toEqual(kept)
})

test.each<{ name: string; document: WorkflowDocument; reason: unknown }>([
  {
    name: 'its parameters and its rule',
    document: { ...chain, nodes: { ...chain.nodes, a: { ...noop({ value: 1 }), triggerRule: 'all_done' } } },
    reason: { kind: 'changed', parts: ['params', 'triggerRule'] },
  },
  {
    name: 'a condition behind it',
    document: { ...chain, edges: [edge('a', 'b', { when: 'true' }), edge('b', 'c')] },
    reason: { kind: 'condition' },
  },
])('says that $name makes a node run again', ({ document, reason }) => {
  expect(planRetry({ former, plan: compilePlan(document), from: 'failed' }).reasons.get('a')).toEqual(reason)
})

test('says why each node runs again', () => {
  const plan = compilePlan({ ...chain, nodes: { ...chain.nodes, d: noop() } })
  const of = toFormer(chain, { a: done, b: { status: 'cancelled' }, c: done })
  expect(Object.fromEntries(planRetry({ former: of, plan, from: 'failed' }).reasons)).toEqual({
    b: { kind: 'cancelled' },
    c: { kind: 'follows', nodeId: 'b' },
    d: { kind: 'added' },
  })
  const chosen = planRetry({ former, plan: former.plan, from: ['a'] }).reasons
  expect(Object.fromEntries(chosen)).toEqual({
    a: { kind: 'chosen' },
    b: { kind: 'failed' },
    c: { kind: 'follows', nodeId: 'b' },
  })
  const start = planRetry({ former, plan: former.plan, from: 'start' }).reasons
  expect([...start.values()]).toEqual(Array(3).fill({ kind: 'start' }))
})

describe('with another input', () => {
  const of = toFormer(chain, { a: done, b: done, c: done })
  const retryOf = (document: WorkflowDocument, readers: readonly string[]) => {
    const from = toFormer(document, { a: done, b: done, c: done })
    const readsInput = ({ id }: { id: string }) => readers.includes(id)
    return planRetry({ former: from, plan: from.plan, from: 'failed', readsInput })
  }

  test('nodes that read it run again, and those behind them', () => {
    const { kept, reasons } = retryOf(chain, ['b'])
    expect(kept.map((node) => node.nodeIndex)).toEqual([0])
    expect(Object.fromEntries(reasons)).toEqual({
      b: { kind: 'input' },
      c: { kind: 'follows', nodeId: 'b' },
    })
  })

  test('a node whose condition reads it runs again, so that the condition is evaluated anew', () => {
    const when = (source: string) => ({ ...chain, edges: [edge('a', 'b'), edge('b', 'c', { when: source })] })
    expect(retryOf(when('input.wide'), []).reasons.get('b')).toEqual({ kind: 'input-condition' })
    expect(retryOf(when('nodes.b.output.wide'), []).reasons.size).toBe(0)
    expect(retryOf(when('((('), []).reasons.get('b')).toEqual({ kind: 'input-condition' })
  })

  test('nothing runs again where nothing reads it', () => {
    expect(retryOf(chain, []).kept).toHaveLength(3)
  })

  test('the same input runs nothing again, whatever reads it', () => {
    expect(planRetry({ former: of, plan: of.plan, from: 'failed', readsInput: null }).kept).toHaveLength(3)
  })
})

test('a result whose execution was deleted is made again', () => {
  const keptFrom = { executionId: 'older', attempt: 3 }
  const of = toFormer(chain, { a: { ...done, keptFrom }, b: done, c: done })
  const retry = planRetry({ former: of, plan: of.plan, from: 'failed', gone: new Set(['older']) })
  expect(retry.reasons.get('a')).toEqual({ kind: 'gone' })
  expect(
    planRetry({ former: of, plan: of.plan, from: 'failed', gone: new Set(['other']) }).kept,
  ).toHaveLength(3)
})

test('carries the values of conditions over to the edges of the new version', () => {
  const when = { when: 'input.x' }
  const before = { ...chain, edges: [edge('a', 'b', when), edge('a', 'c')] }
  const after = { ...chain, edges: [edge('a', 'c'), edge('a', 'b', when)] }
  const of = toFormer(before, { a: { ...done, conditions: { 0: true } }, b: failed, c: done })
  const { kept } = planRetry({ former: of, plan: compilePlan(after), from: 'failed' })
  expect(kept.find((node) => node.nodeIndex === 0)?.conditions).toEqual({ 1: true })
})

test('runs a skipped node again where the new version changes it, and what follows it', () => {
  const of = toFormer(chain, { a: done, b: skipped, c: done })
  expect(retryBy(chain, 'failed', of)).toEqual({ kept: ['a', 'c'], runAgain: [], skipped: ['b'] })
  const changed = { ...chain, nodes: { ...chain.nodes, b: { ...noop(), triggerRule: 'all_done' as const } } }
  expect(retryBy(changed, 'failed', of)).toEqual({ kept: ['a'], runAgain: ['b', 'c'], skipped: [] })
})

test('keeps nothing from the start, and names ids that are not there', () => {
  expect(retryBy(chain, 'start').kept).toEqual([])
  const plan = compilePlan(chain)
  expect(planRetry({ former, plan, from: ['a', 'nope'] })).toMatchObject({ kept: [], unknown: ['nope'] })
})
