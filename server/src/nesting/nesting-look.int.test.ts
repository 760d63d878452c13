/** What becomes of lists that nobody hears of any more: the periodic look alone brings them to their end. */
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createLocalArtifactStore } from '../artifacts/local-artifact-store.ts'
import { createStoredValues } from '../artifacts/stored-values.ts'
import { createLogger } from '../ops/logger.ts'
import { createTestDatabase, type TestDatabase } from '../testing/test-database.ts'
import { startTestEngine, type TestEngine } from '../testing/test-engine.ts'
import { waitFor } from '../testing/wait-for.ts'
import type { RunAttempt } from '../worker/attempt-job.ts'
import { createNestedItems } from './nested-items.ts'
import { Nesting } from './nesting.ts'

let database: TestDatabase
let testEngine: TestEngine
let nesting: Nesting
const ran: unknown[] = []
/** True where items take their time. */
let isHeld = false

const runAttempt: RunAttempt = async ({ execution, plan, nodeIndex, attempt, workerId }) => {
  const address = { nodeIndex, attempt, workerId }
  const node = plan.nodes[nodeIndex]
  const done = { type: 'complete-attempt', ...address, port: 'success' } as const
  if (node?.type !== 'map') {
    if (isHeld)
      return {
        type: 'suspend-attempt',
        ...address,
        port: 'success',
        reason: 'time',
        until: Date.now() + 60_000,
      }
    ran.push(execution.item)
    return { ...done, output: { kind: 'inline', value: execution.item } }
  }
  const at = { executionId: execution.id, nodeIndex, nodeId: node.id, failures: 0, timeoutMs: null }
  const items = createNestedItems({
    ...deps(),
    storedValues: createStoredValues(createLocalArtifactStore('/nowhere')),
    outputBytes: 1_000,
  })
  const request = { items: [1, 2, 3], target: { kind: 'graph' }, concurrency: 2, maxFailures: 0 } as const
  const outcome = await items.run(at, request)
  if (outcome.kind === 'over') return { ...done, output: { kind: 'inline', value: await items.collect(at) } }
  return { type: 'suspend-attempt', ...address, port: 'success', reason: 'children', until: null }
}

function deps() {
  return { db: database.pool, engine: testEngine.engine, logger: createLogger('silent') }
}

beforeAll(async () => {
  database = await createTestDatabase()
  testEngine = await startTestEngine({ url: database.url, runAttempt })
  nesting = new Nesting(deps())
})
afterAll(async () => {
  await nesting?.close()
  await testEngine?.stop()
  await database?.drop()
})

const document = {
  name: 'Map',
  nodes: { each: { type: 'map', params: { graph: { nodes: { work: { type: 'noop' } } } } } },
  edges: [],
}

async function read(query: string, executionId: string) {
  const { rows } = await database.pool.query(query, [executionId])
  return rows[0]
}

test('items are started, and the node is woken, by looks alone', async () => {
  const id = await testEngine.start(await testEngine.publish(document))
  await waitFor(
    async () => {
      await nesting.look()
      return (await read('SELECT status FROM workflow_executions WHERE id = $1', id)).status === 'completed'
    },
    { what: 'the looks to end the map' },
  )
  expect(ran.toSorted()).toEqual([1, 2, 3])
  const { output } = await read('SELECT output FROM node_states WHERE execution_id = $1', id)
  expect(output).toEqual([1, 2, 3])
})

test('items whose parent rests, goes on or ends without them are brought to do the same', async () => {
  isHeld = true
  const id = await testEngine.start(await testEngine.publish(document))
  await waitFor(() => read(`SELECT 1 FROM node_states WHERE execution_id = $1 AND status = 'waiting'`, id))
  await nesting.look()
  expect(await countChildren(id)).toEqual({ running: 2 })
  await testEngine.engine.control(id, 'pause', null)
  expect(await countChildren(id)).toEqual({ running: 2 })
  await nesting.look()
  expect(await countChildren(id)).toEqual({ paused: 2 })
  await testEngine.engine.control(id, 'resume', null)
  await nesting.look()
  expect(await countChildren(id)).toEqual({ running: 2 })
  await testEngine.engine.control(id, 'cancel', null)
  expect(await countChildren(id)).toEqual({ running: 2 })
  await nesting.look()
  expect(await countChildren(id)).toEqual({ cancelled: 2 })
})

async function countChildren(executionId: string): Promise<Record<string, number>> {
  const { rows } = await database.pool.query(
    'SELECT status, count(*)::int AS count FROM workflow_executions WHERE parent_execution_id = $1 GROUP BY 1',
    [executionId],
  )
  return Object.fromEntries(rows.map(({ status, count }) => [status, count]))
}
