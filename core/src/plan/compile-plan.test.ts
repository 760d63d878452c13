import { expect, test } from 'vitest'
import type { WorkflowDocument } from '../definition/workflow-document.ts'
import { compilePlan, handlesFailure, outgoingEdges, planNode } from './compile-plan.ts'

const document: WorkflowDocument = {
  name: 'Report',
  settings: { timeoutSeconds: 1.5, maxParallel: 4 },
  nodes: {
    a: { type: 'shell', params: { script: 'x' }, timeoutSeconds: 2, retry: {} },
    b: { type: 'noop', name: 'Second', priority: 5, workerGroup: 'big', triggerRule: 'all_done' },
    constructor: { type: 'noop' },
  },
  edges: [
    { source: 'a', target: 'b', port: 'failure' },
    { source: 'a', target: 'constructor', when: 'input.x' },
  ],
}
const plan = compilePlan(document)

test('numbers the nodes in the order of the document', () => {
  expect(plan.nodes.map(({ index, id }) => [index, id])).toEqual([
    [0, 'a'],
    [1, 'b'],
    [2, 'constructor'],
  ])
  expect(plan.indexOf.get('constructor')).toBe(2)
  expect(plan.indexOf.get('toString')).toBeUndefined()
  expect(compilePlan(document)).toEqual(plan)
})

test('fills defaults in and turns seconds into milliseconds', () => {
  expect(plan.settings).toMatchObject({ maxParallel: 4, timeoutMs: 1500, priority: 0, onFailure: 'finish' })
  expect(plan.nodes[0]).toMatchObject({
    name: 'a',
    triggerRule: 'all_success',
    priority: 0,
    workerGroup: 'default',
    timeoutMs: 2000,
  })
  expect(plan.nodes[1]).toMatchObject({ name: 'Second', priority: 5, workerGroup: 'big', timeoutMs: null })
  expect(plan.nodes[0]?.retry.maxAttempts).toBe(3)
  expect(plan.nodes[1]?.retry.maxAttempts).toBe(1)
})

test('has the edges of each node at hand', () => {
  expect(plan.roots).toEqual([0])
  expect(plan.outgoing[0]?.map((edge) => edge.target)).toEqual([1, 2])
  expect(plan.incoming[2]).toEqual([{ index: 1, source: 0, target: 2, port: 'success', when: 'input.x' }])
  expect(handlesFailure(plan, 0)).toBe(true)
  expect(handlesFailure(plan, 1)).toBe(false)
  expect(outgoingEdges(plan, 99)).toEqual([])
})

test('refuses what validation refuses before: a missing end, an index outside', () => {
  const broken = { ...document, edges: [{ source: 'a', target: 'gone' }] }
  expect(() => compilePlan(broken)).toThrow(RangeError)
  expect(() => planNode(plan, 3)).toThrow(RangeError)
})
