import { expect, test } from 'vitest'
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
