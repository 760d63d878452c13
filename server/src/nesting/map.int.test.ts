import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { WorkflowDocument } from '@heddle/core/definition/workflow-document.ts'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startTestApi, type TestApi } from '../testing/start-test-api.ts'
import { waitFor } from '../testing/wait-for.ts'

let api: TestApi
let folder: string
beforeAll(async () => {
  api = await startTestApi()
  // Scripts are not root where Heddle is: they write here all the same.
  folder = mkdtempSync(join(tmpdir(), 'heddle-map-'))
  chmodSync(folder, 0o777)
})
afterAll(async () => {
  await api.close()
  rmSync(folder, { recursive: true, force: true })
})

type Graph = Pick<WorkflowDocument, 'nodes' | 'edges'>

const double: Graph = {
  nodes: { work: { type: 'transform', params: { expression: 'item * 2' } } },
  edges: [],
}

function mapOver(graph: Graph, params: Record<string, unknown> = {}, node: object = {}): WorkflowDocument {
  return {
    name: 'Map',
    nodes: { each: { type: 'map', params: { items: '{{ input.items }}', graph, ...params }, ...node } },
    edges: [],
  }
}

async function run(document: WorkflowDocument, input: unknown) {
  return api.run(await api.createWorkflow(document), { input })
}

async function start(document: WorkflowDocument, input: unknown): Promise<string> {
  const id = await api.createWorkflow(document)
  const { body } = await api.call(`POST /api/workflows/${id}/execute`, { body: { input } })
  return body.execution_id
}

test('a map runs a graph for each item and collects in the order of the items', async () => {
  const items = [5, 3, 9, 1]
  const report = await run(mapOver(double), { items })
  expect(report).toMatchObject({ status: 'completed', output: [10, 6, 18, 2] })
})

test('an empty list gives an empty list, and what is no list is refused with the reason', async () => {
  expect(await run(mapOver(double), { items: [] })).toMatchObject({ status: 'completed', output: [] })
  const refused = await run(mapOver(double), { items: 'none' })
  expect(refused).toMatchObject({ status: 'failed', error: { code: 'INVALID_PARAMS' } })
  const tooMany = await run(mapOver(double), { items: Array.from({ length: 10_001 }, () => 0) })
  expect(tooMany.error.message).toContain('at most 10000 items')
})

test('items see the input of the run and themselves, in expressions, code and scripts', async () => {
  const seen: Graph = {
    nodes: {
      code: {
        type: 'javascript',
        params: { code: 'export default async ({ input, item }) => [input.by, item.name]' },
      },
      script: {
        type: 'shell',
        params: {
          script: `node -e 'const { item } = require(process.env.HEDDLE_INPUT); console.log(item.name)'`,
        },
      },
      end: {
        type: 'transform',
        params: {
          expression: '{ "code": nodes.code.output, "script": nodes.script.output.stdout, "item": item }',
        },
      },
    },
    edges: [
      { source: 'code', target: 'end' },
      { source: 'script', target: 'end' },
    ],
  }
  const input = { by: 'me', items: [{ name: 'a' }] }
  expect((await run(mapOver(seen), input)).output).toEqual([
    { code: ['me', 'a'], script: 'a\n', item: { name: 'a' } },
  ])
})

test('never more items run at once than the node allows, and 2,000 items are all done', async () => {
  const graph: Graph = { nodes: { work: { type: 'noop', params: { value: '{{ item }}' } } }, edges: [] }
  const items = Array.from({ length: 2_000 }, (_, index) => index)
  const report = await run(mapOver(graph, { concurrency: 7 }), { items })
  expect(report).toMatchObject({ status: 'completed', output: items })
  const { rows } = await api.pool.query(
    `SELECT max(at_once)::int AS most FROM (
       SELECT (SELECT count(*) FROM workflow_executions o WHERE o.parent_execution_id = e.parent_execution_id
                  AND o.created_at <= e.created_at AND o.completed_at > e.created_at) AS at_once
         FROM workflow_executions e WHERE e.parent_execution_id = $1 AND e.item_index % 20 = 0) sampled`,
    [report.execution_id],
  )
  expect(rows[0].most).toBeGreaterThan(1)
  expect(rows[0].most).toBeLessThanOrEqual(7)
}, 60_000)

const picky: Graph = {
  nodes: {
    work: { type: 'noop', params: { value: '{{ item }}' } },
    stop: { type: 'fail', params: { message: 'no {{ item }}', retryable: false } },
    end: { type: 'transform', triggerRule: 'none_failed', params: { expression: 'item' } },
  },
  edges: [
    { source: 'work', target: 'stop', when: 'item < 0' },
    { source: 'work', target: 'end' },
    { source: 'stop', target: 'end' },
  ],
}

test('a failed item fails the node with its error, and no more items are started', async () => {
  const items = [1, -2, ...Array.from({ length: 30 }, () => 1)]
  const report = await run(mapOver(picky, { concurrency: 2 }), { items })
  expect(report).toMatchObject({
    status: 'failed',
    error: { code: 'THROWN', message: '1 of 32 items failed. Item 1: no -2' },
  })
  // An item beside it ends on its own.
  const counts = await waitFor(async () => {
    const { body } = await api.call(`GET /api/executions/${report.execution_id}/children?limit=100`)
    return body.counts.running === 0 ? body.counts : null
  })
  expect(counts).toMatchObject({ total: 32, failed: 1 })
  expect(counts.completed).toBeLessThan(10)
})

test('items may fail: null stands in their places and the quality tells the share', async () => {
  const report = await run(mapOver(picky, { onItemFailure: 'continue' }), { items: [1, -2, 3, 4] })
  expect(report).toMatchObject({ status: 'completed', output: [1, null, 3, 4] })
  const node = await api.call(`GET /api/executions/${report.execution_id}/nodes/each`)
  expect(node.body.quality).toBe(0.75)
})

test('as many items may fail as the node allows, not one more', async () => {
  const items = [-1, 2, -3, 4]
  expect(await run(mapOver(picky, { maxFailures: 2 }), { items })).toMatchObject({
    output: [null, 2, null, 4],
  })
  expect(await run(mapOver(picky, { maxFailures: 1 }), { items })).toMatchObject({ status: 'failed' })
})

test('a failed item runs again by the policy of the node, and completed ones do not', async () => {
  // Fails where it is tried for the first time: the former run of the item is known by the folder it left.
  const graph: Graph = {
    nodes: {
      work: {
        type: 'shell',
        params: {
          script: `echo "{{ item }}" >> "{{ input.file }}"; test "{{ item }}" != 2 || test "$(grep -c 2 "{{ input.file }}")" -gt 1`,
        },
      },
    },
    edges: [],
  }
  const file = join(folder, 'tries')
  const retry = { maxAttempts: 3, delayMs: 10, backoff: 'fixed', jitter: false }
  const report = await run(mapOver(graph, { onItemFailure: 'fail' }, { retry }), { file, items: [1, 2, 3] })
  expect(report).toMatchObject({
    status: 'completed',
    output: [{ exitCode: 0 }, { exitCode: 0 }, { exitCode: 0 }],
  })
  expect(readFileSync(file, 'utf8').trim().split('\n').toSorted()).toEqual(['1', '2', '2', '3'])
})

test('a retry of the whole run keeps the items that completed', async () => {
  const file = join(folder, 'whole')
  const graph: Graph = {
    nodes: {
      work: {
        type: 'shell',
        params: {
          script: `echo "{{ item }}" >> "{{ input.file }}"; test "{{ item }}" != 2 || test -e "{{ input.file }}.ok"`,
        },
      },
    },
    edges: [],
  }
  const failed = await run(mapOver(graph, { concurrency: 1, onItemFailure: 'continue', maxFailures: 0 }), {
    file,
    items: [1, 3, 2, 4],
  })
  expect(failed.status).toBe('failed')
  writeFileSync(`${file}.ok`, '')
  const { body } = await api.call(`POST /api/executions/${failed.execution_id}/retry`, { body: {} })
  const retried = (await api.call(`GET /api/executions/${body.execution_id}?wait=20`)).body
  expect(retried).toMatchObject({ status: 'completed' })
  expect(retried.output).toHaveLength(4)
  const ran = readFileSync(file, 'utf8').trim().split('\n')
  expect(ran).toEqual(['1', '3', '2', '2', '4'])
  const { items } = (await api.call(`GET /api/executions/${body.execution_id}/children`)).body
  expect(items.map(({ kept }: { kept: boolean }) => kept)).toEqual([true, true, false, false])
})

test('a retry of a map that completed with failures runs those again, one from the start runs all', async () => {
  const former = await run(mapOver(picky, { onItemFailure: 'continue' }), { items: [1, -2, 3] })
  const keptOf = async (from: unknown) => {
    const { body } = await api.call(`POST /api/executions/${former.execution_id}/retry`, { body: { from } })
    await api.call(`GET /api/executions/${body.execution_id}?wait=20`)
    const { items } = (await api.call(`GET /api/executions/${body.execution_id}/children`)).body
    return items.map(({ kept }: { kept: boolean }) => kept)
  }
  expect(await keptOf(['each'])).toEqual([true, false, true])
  expect(await keptOf('start')).toEqual([false, false, false])
})

test('a result that went with the retried run is missed, not taken for nothing', async () => {
  const wait: Graph = { nodes: { work: { type: 'signal', params: { name: 'go' } } } }
  const slowly = mapOver(wait, { concurrency: 2 })
  const id = await start(slowly, { items: [1, 2] })
  const goOn = async (executionId: string, index: number) => {
    const child = await waitFor(async () => {
      const { items } = (await api.call(`GET /api/executions/${executionId}/children`)).body
      return items[index]?.execution_id ?? null
    })
    await api.call(`POST /api/executions/${child}/signals/go`, { body: { index } })
    return child
  }
  await goOn(id, 0)
  await untilChildren(id, 'completed', 1)
  await api.call(`POST /api/executions/${id}/cancel`)
  await untilChildren(id, 'cancelled', 1)
  const { body: retried } = await api.call(`POST /api/executions/${id}/retry`, { body: {} })
  await untilChildren(retried.execution_id, 'running', 1)
  expect(await deleteExecution(id)).toMatchObject({ done: 1 })
  await goOn(retried.execution_id, 1)
  const report = (await api.call(`GET /api/executions/${retried.execution_id}?wait=20`)).body
  expect(report.status).toBe('failed')
  expect(report.error.message).toContain('was deleted')
})

test('maps nest: the whole is one tree, and each level keeps its order', async () => {
  const inner: Graph = {
    nodes: { inner: { type: 'map', params: { items: '{{ item }}', graph: double } } },
    edges: [],
  }
  const report = await run(mapOver(inner), { items: [[1, 2], [], [3]] })
  expect(report).toMatchObject({ status: 'completed', output: [[2, 4], [], [6]] })
  const { rows } = await api.pool.query(
    'SELECT depth, count(*)::int AS count FROM workflow_executions WHERE root_execution_id = $1 GROUP BY 1 ORDER BY 1',
    [report.execution_id],
  )
  expect(rows).toEqual([
    { depth: 1, count: 3 },
    { depth: 2, count: 3 },
  ])
  const child = (await api.call(`GET /api/executions/${report.execution_id}/children`)).body.items[0]
  const nested = (await api.call(`GET /api/executions/${child.execution_id}`)).body
  expect(nested).toMatchObject({
    parent: { execution_id: report.execution_id, node_id: 'each', item_index: 0 },
    output: [2, 4],
    node_states: [{ node_id: 'inner', status: 'completed' }],
  })
  const listed = (await api.call('GET /api/executions?limit=500')).body.items
  expect(listed.every(({ parent }: { parent: unknown }) => parent === null)).toBe(true)
  const all = (await api.call('GET /api/executions?limit=500&nested=true')).body.items
  expect(all.length).toBeGreaterThan(listed.length)
})

const waiting: Graph = {
  nodes: { work: { type: 'wait', params: { durationMs: '{{ item }}' } } },
  edges: [],
}
const slow: Graph = { nodes: { work: { type: 'wait', params: { durationMs: 60_000 } } }, edges: [] }

async function untilChildren(executionId: string, status: string, count: number) {
  await waitFor(
    async () => {
      const { rows } = await api.pool.query(
        'SELECT count(*)::int AS count FROM workflow_executions WHERE root_execution_id = $1 AND status = $2',
        [executionId, status],
      )
      return rows[0].count === count
    },
    { deadlineMs: 20_000, what: `${count} nested executions ${status}` },
  )
}

test('a tree is cancelled together', async () => {
  const nested: Graph = {
    nodes: { inner: { type: 'map', params: { items: [1, 2], graph: slow } } },
    edges: [],
  }
  const id = await start(mapOver(nested, { concurrency: 2 }), { items: [1, 2, 3] })
  await untilChildren(id, 'running', 6)
  expect((await api.call(`POST /api/executions/${id}/cancel`)).status).toBe(200)
  await untilChildren(id, 'cancelled', 6)
  await untilChildren(id, 'running', 0)
})

test('a tree rests and goes on together, but for an item that a person paused', async () => {
  const id = await start(mapOver(slow, { concurrency: 3 }), { items: [1, 2, 3] })
  await untilChildren(id, 'running', 3)
  const [first] = (await api.call(`GET /api/executions/${id}/children`)).body.items
  await api.call(`POST /api/executions/${first.execution_id}/pause`)
  await api.call(`POST /api/executions/${id}/pause`)
  await untilChildren(id, 'paused', 3)
  await api.call(`POST /api/executions/${id}/resume`)
  await untilChildren(id, 'running', 2)
  await untilChildren(id, 'paused', 1)
  await api.call(`POST /api/executions/${id}/cancel`)
  await untilChildren(id, 'cancelled', 3)
})

test('the progress of a run counts the share of its items', async () => {
  const id = await start(mapOver(waiting), { items: [0, 0, 60_000, 60_000] })
  await waitFor(async () => (await api.call(`GET /api/executions/${id}`)).body.progress_percent === 50)
  await api.call(`POST /api/executions/${id}/cancel`)
})

test('items that take longer than the node may are ended with it', async () => {
  const report = await run(mapOver(slow, {}, { timeoutSeconds: 1 }), { items: [1, 2] })
  expect(report).toMatchObject({ status: 'failed', error: { code: 'TIMEOUT' } })
  await untilChildren(report.execution_id, 'cancelled', 2)
})

test('deleting a run deletes its tree, and no item of a run that goes on is deleted', async () => {
  const { execution_id: done } = await run(mapOver(double), { items: [1, 2] })
  expect(await deleteExecution(done)).toMatchObject({ done: 1 })
  const { rows } = await api.pool.query(
    `SELECT (SELECT count(*)::int FROM workflow_executions WHERE id = $1 OR root_execution_id = $1) AS executions,
            (SELECT count(*)::int FROM execution_items WHERE execution_id = $1) AS items`,
    [done],
  )
  expect(rows).toEqual([{ executions: 0, items: 0 }])
  const live = await start(mapOver(waiting), { items: [0, 60_000] })
  await untilChildren(live, 'completed', 1)
  const [first] = (await api.call(`GET /api/executions/${live}/children?status=completed`)).body.items
  expect(await deleteExecution(first.execution_id)).toMatchObject({ done: 0 })
  await api.call(`POST /api/executions/${live}/cancel`)
})

async function deleteExecution(executionId: string) {
  const { body } = await api.call('POST /trpc/executions.deleteMany', {
    body: { executionIds: [executionId] },
  })
  return body.result.data
}

test('the shipped example reads every station and says which are missing', async () => {
  const path = join(import.meta.dirname, '../../../examples/weather-stations/workflow.json')
  const report = await run(JSON.parse(readFileSync(path, 'utf8')), { stations: 12, brokenEvery: 5 })
  expect(report).toMatchObject({
    status: 'completed',
    output: { stations: 12, without: ['Station 5', 'Station 10'], warmest: { name: expect.any(String) } },
  })
}, 60_000)
