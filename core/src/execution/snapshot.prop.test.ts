import fc from 'fast-check'
import { expect, test } from 'vitest'
import { compilePlan } from '../plan/compile-plan.ts'
import { waitReasons } from './event.ts'
import { listTouched } from './list-touched.ts'
import { restoreState, type StoredNode } from './restore-state.ts'
import { decodeSnapshot, encodeSnapshot } from './snapshot.ts'
import { type ExecutionHeader, pendingNode } from './state.ts'
import { executionStatuses, nodeStatuses } from './status.ts'

const size = 12
const ids = Array.from({ length: size }, (_, index) => `n${index}`)
const plan = compilePlan({
  name: 'x',
  nodes: Object.fromEntries(ids.map((id) => [id, { type: 'noop' }])),
  edges: ids.slice(1).map((target, index) => ({ source: `n${index}`, target })),
})

const createdMs = Date.UTC(2026, 0, 2, 3, 4, 5, 678)
const time = fc.option(
  fc.integer({ min: -1000, max: 1e9 }).map((ms) => new Date(createdMs + ms).toISOString()),
)
const nodeError = fc.record({
  code: fc.constant('THROWN' as const),
  message: fc.string(),
  retryable: fc.boolean(),
})

const row = fc.record({
  status: fc.constantFrom(...nodeStatuses.filter((status) => status !== 'pending')),
  attempt: fc.nat(20),
  failures: fc.nat(3),
  losses: fc.nat(2),
  workerId: fc.option(fc.string()),
  progress: fc.option(fc.constantFrom(0, 0.25, 1)),
  progressMessage: fc.option(fc.string()),
  port: fc.option(fc.constantFrom('success', 'failure', 'yes')),
  conditions: fc.option(fc.dictionary(fc.nat(9).map(String), fc.boolean())),
  error: fc.option(nodeError),
  quality: fc.option(fc.constantFrom(0, 0.5, 1)),
  keptFrom: fc.option(fc.record({ executionId: fc.string(), attempt: fc.nat(5) })),
  waitingFor: fc.option(fc.constantFrom(...waitReasons)),
  items: fc.option(fc.record({ total: fc.nat(), completed: fc.nat(), failed: fc.nat(), running: fc.nat() })),
  cachedFrom: fc.option(fc.record({ executionId: fc.string(), nodeId: fc.string(), attempt: fc.nat(5) })),
  queuedAt: time,
  startedAt: time,
  completedAt: time,
  dueAt: time,
})
const rows = fc
  .uniqueArray(fc.nat(size - 1))
  .chain((indexes) =>
    fc.tuple(...indexes.map((index) => row.map((record): StoredNode => ({ index, ...record })))),
  )

const header: fc.Arbitrary<ExecutionHeader> = fc.record({
  status: fc.constantFrom(...executionStatuses),
  seq: fc.nat(),
  priority: fc.integer({ min: -100, max: 100 }),
  createdAt: fc.constantFrom(new Date(createdMs).toISOString(), null),
  startedAt: time,
  completedAt: time,
  deadlineAt: time,
  error: fc.option(nodeError),
  errorNodeId: fc.option(fc.string()),
})

test('a snapshot decodes, through JSON, into the state that it was taken of', () => {
  fc.assert(
    fc.property(header, rows, (head, stored) => {
      const snapshot = JSON.parse(JSON.stringify(encodeSnapshot(head, stored)))
      const decoded = decodeSnapshot(plan, snapshot)
      const expected = restoreState(plan, head, stored)
      for (const { index } of plan.nodes) expect(decoded.getNode(index)).toEqual(expected.getNode(index))
      const { getNode: _get, setNode: _set, ...rest } = decoded
      const { getNode: _expectedGet, setNode: _expectedSet, ...expectedRest } = expected
      expect(rest).toEqual(expectedRest)
      expect(listTouched(decoded)).toEqual(stored.toSorted((a, b) => a.index - b.index))
    }),
  )
})

test('leaves out what nothing touched and keeps a usual node to its columns', () => {
  const done: StoredNode = { ...pendingNode, index: 3, status: 'completed', attempt: 1, port: 'success' }
  const head = { ...restoreState(plan, {} as ExecutionHeader, []), createdAt: null }
  const snapshot = encodeSnapshot(head, [{ ...pendingNode, index: 0 }, done])
  expect(snapshot.index).toEqual([3])
  expect(snapshot.rare).toEqual({})
})

test('refuses a snapshot of another plan', () => {
  const done: StoredNode = { ...pendingNode, index: size, status: 'completed' }
  const head = restoreState(plan, {} as ExecutionHeader, [])
  expect(() => decodeSnapshot(plan, encodeSnapshot(head, [done]))).toThrow(RangeError)
})
