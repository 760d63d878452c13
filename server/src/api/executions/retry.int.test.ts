/** What a retry keeps and runs again, why, and what it refuses: as programs and pages ask for it. */
import type { WorkflowDocument } from '@heddle/core/definition/workflow-document.ts'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { startTestApi, type TestApi } from '../../testing/start-test-api.ts'

const chain = (more: Partial<WorkflowDocument> = {}): WorkflowDocument => ({
  name: 'chain',
  nodes: {
    fixed: { type: 'transform', params: { expression: '{ "made": "once" }' } },
    reads: { type: 'transform', params: { expression: 'input.limit * 2' } },
    last: { type: 'transform', params: { expression: 'nodes.reads.output + 1' } },
  },
  edges: [
    { source: 'fixed', target: 'reads' },
    { source: 'reads', target: 'last' },
  ],
  ...more,
})

let api: TestApi
beforeAll(async () => {
  api = await startTestApi()
})
afterAll(() => api?.close())

async function run(document: WorkflowDocument, input: unknown = { limit: 1 }) {
  const workflowId = await api.createWorkflow(document)
  return { workflowId, executionId: (await api.run(workflowId, { input })).execution_id as string }
}

async function publish(workflowId: string, document: WorkflowDocument): Promise<void> {
  const { body } = await api.call(`GET /api/workflows/${workflowId}`)
  const headers = { 'if-match': String(body.version) }
  const { status } = await api.call(`PUT /api/workflows/${workflowId}`, { body: document, headers })
  expect(status).toBe(200)
}

const preview = (executionId: string, body: object) =>
  api.call(`POST /api/executions/${executionId}/retry/preview`, { body })

async function retry(executionId: string, body: object) {
  const started = await api.call(`POST /api/executions/${executionId}/retry`, { body })
  if (started.status !== 201) return started
  return api.call(`GET /api/executions/${started.body.execution_id}?wait=20`)
}

async function keptNodes(executionId: string): Promise<string[]> {
  const { body } = await api.call(`GET /api/executions/${executionId}/events`)
  return body.items
    .filter((event: { data: { kept_from?: unknown } }) => event.data.kept_from !== undefined)
    .map((event: { node_id: string }) => event.node_id)
}

describe('with another input', () => {
  test('what reads it runs again, the rest is kept, and the preview says so', async () => {
    const { executionId } = await run(chain())
    const asked = { from: 'failed', input: { limit: 20 } }
    expect((await preview(executionId, asked)).body).toMatchObject({
      input_changed: true,
      runs_again: [
        { node_id: 'reads', reason: 'input' },
        { node_id: 'last', reason: 'follows', follows: 'reads' },
      ],
      keeps: ['fixed'],
      skips: [],
    })
    const { body } = await retry(executionId, asked)
    expect(body).toMatchObject({ status: 'completed', output: 41, input: { limit: 20 } })
    expect(await keptNodes(body.execution_id)).toEqual(['fixed'])
  })

  test('the same values in another order are the same input', async () => {
    const { executionId } = await run(chain(), { limit: 1, other: 2 })
    const { body } = await preview(executionId, { from: 'failed', input: { other: 2, limit: 1 } })
    expect(body).toMatchObject({ input_changed: false, runs_again: [] })
  })

  test('a condition that reads it is evaluated anew', async () => {
    const { executionId } = await run(
      {
        name: 'choice',
        nodes: { ask: { type: 'noop' }, big: { type: 'noop' }, small: { type: 'noop' } },
        edges: [
          { source: 'ask', target: 'big', when: 'input.limit > 10' },
          { source: 'ask', target: 'small', when: 'input.limit <= 10' },
        ],
      },
      { limit: 1 },
    )
    const { body } = await retry(executionId, { from: 'failed', input: { limit: 20 } })
    const statuses = body.node_states.map((node: { node_id: string; status: string }) => [
      node.node_id,
      node.status,
    ])
    expect(Object.fromEntries(statuses)).toEqual({ ask: 'completed', big: 'completed', small: 'skipped' })
  })

  test('one that does not fit the schema is refused with its problems, before and when it is done', async () => {
    const inputSchema = { type: 'object', properties: { limit: { type: 'number' } }, required: ['limit'] }
    const { executionId } = await run(chain({ inputSchema }))
    for (const ask of [preview, retry]) {
      const { status, body } = await ask(executionId, { from: 'failed', input: { limit: 'many' } })
      expect([status, body.error.code]).toEqual([422, 'INPUT_INVALID'])
      expect(body.error.problems[0].path).toBe('limit')
    }
  })
})

describe('on another version', () => {
  test('what changed runs again with the reason, and the new execution names its version', async () => {
    const { workflowId, executionId } = await run(chain())
    const { nodes } = chain()
    const changed = {
      ...nodes,
      last: { type: 'transform', params: { expression: 'nodes.reads.output + 5' } },
    }
    await publish(workflowId, chain({ nodes: { ...changed, extra: { type: 'noop' } } }))
    expect((await preview(executionId, { from: 'failed', version: 2 })).body).toMatchObject({
      version: 2,
      runs_again: [
        { node_id: 'last', reason: 'changed', changed: ['params'] },
        { node_id: 'extra', reason: 'added' },
      ],
      keeps: ['fixed', 'reads'],
    })
    const { body } = await retry(executionId, { from: 'failed', version: 2 })
    expect(body).toMatchObject({ status: 'completed', version: 2, retry_of: executionId })
    expect(body.output).toEqual({ last: 7, extra: null })
  })

  test('the former input is held to its schema: defaults come in, what does not fit is refused', async () => {
    const { workflowId, executionId } = await run(chain(), {})
    const withDefault = { type: 'object', properties: { limit: { type: 'number', default: 4 } } }
    await publish(workflowId, chain({ inputSchema: withDefault }))
    const { body } = await retry(executionId, { from: 'failed', version: 2 })
    expect(body).toMatchObject({ input: { limit: 4 }, output: 9 })
    const strict = { type: 'object', required: ['day'] }
    await publish(workflowId, chain({ inputSchema: strict }))
    const refused = await retry(executionId, { from: 'failed', version: 3 })
    expect([refused.status, refused.body.error.code]).toEqual([422, 'INPUT_INVALID'])
    const missing = await retry(executionId, { from: 'failed', version: 9 })
    expect([missing.status, missing.body.error.code]).toEqual([404, 'WORKFLOW_VERSION_NOT_FOUND'])
  })

  test('a chosen node that it does not have is named', async () => {
    const { executionId } = await run(chain())
    const { status, body } = await retry(executionId, { from: ['fixed', 'nope'] })
    expect(status).toBe(404)
    expect(body.error.message).toContain('nope')
  })
})

test('from chosen nodes, those and what follows run again', async () => {
  const { executionId } = await run(chain())
  const { body } = await retry(executionId, { from: ['reads'] })
  expect(body).toMatchObject({ status: 'completed', output: 3 })
  expect(await keptNodes(body.execution_id)).toEqual(['fixed'])
})

test('a result whose execution was deleted is made again instead of being missed', async () => {
  const { executionId } = await run(chain())
  const { body: second } = await retry(executionId, { from: ['last'] })
  const input = { executionIds: [executionId] }
  expect((await api.call('POST /trpc/executions.deleteMany', { body: input })).body.result.data.done).toBe(1)
  const { body: asked } = await preview(second.execution_id, { from: 'failed' })
  expect(asked.runs_again.map((node: { reason: string }) => node.reason)).toEqual(['gone', 'gone', 'follows'])
  const { body } = await retry(second.execution_id, { from: 'failed' })
  expect(body).toMatchObject({ status: 'completed', output: 3 })
})

test('the estimate knows how long nodes usually take, also those that never ran this time', async () => {
  const slow: WorkflowDocument = {
    name: 'slow',
    nodes: {
      gate: { type: 'fail', params: { message: 'closed' } },
      work: { type: 'wait', params: { durationMs: 60 } },
    },
    edges: [{ source: 'gate', target: 'work' }],
  }
  const { workflowId, executionId } = await run({ ...slow, nodes: { ...slow.nodes, gate: { type: 'noop' } } })
  await publish(workflowId, slow)
  const failed = await api.run(workflowId, {})
  const { body } = await preview(failed.execution_id, { from: 'failed' })
  expect(body.runs_again.map((node: { node_id: string }) => node.node_id)).toEqual(['gate', 'work'])
  expect(body.estimate_ms.high).toBeGreaterThanOrEqual(60)
  expect(body.estimate_ms.low).toBeLessThanOrEqual(body.estimate_ms.high)
  expect(executionId).not.toBe(failed.execution_id)
})

test('a run that goes on is not retried, and the message says what to do', async () => {
  const workflowId = await api.createWorkflow({
    name: 'waiting',
    nodes: { a: { type: 'wait', params: { durationMs: 600_000 } } },
  })
  const { body: started } = await api.call(`POST /api/workflows/${workflowId}/execute`, { body: {} })
  for (const ask of [preview, retry]) {
    const { status, body } = await ask(started.execution_id, { from: 'failed' })
    expect([status, body.error.code]).toEqual([409, 'EXECUTION_STATUS'])
    expect(body.error.message).toContain('cancel it')
  }
  await api.call(`POST /api/executions/${started.execution_id}/cancel`)
  const { body } = await preview(started.execution_id, { from: 'failed' })
  expect(body, 'when it was cancelled is no estimate').toMatchObject({
    runs_again: [{ node_id: 'a' }],
    estimate_ms: null,
  })
})

test('an item of a map is retried with its run: by itself it is refused, with where to go', async () => {
  const graph = { nodes: { twice: { type: 'transform', params: { expression: 'item * input.by' } } } }
  const { executionId } = await run(
    { name: 'mapped', nodes: { each: { type: 'map', params: { items: [1, 2], graph } } } },
    { by: 2 },
  )
  const { rows } = await api.pool.query('SELECT id FROM workflow_executions WHERE parent_execution_id = $1', [
    executionId,
  ])
  expect(rows).toHaveLength(2)
  const refused = await retry(rows[0].id, { from: 'failed' })
  expect([refused.status, refused.body.error.code]).toEqual([409, 'EXECUTION_STATUS'])
  expect(refused.body.error.message).toContain('Retry that one')
  const asked = await preview(executionId, { from: 'failed', input: { by: 3 } })
  expect(asked.body.runs_again).toEqual([{ node_id: 'each', reason: 'input' }])
  const { body } = await retry(executionId, { from: 'failed', input: { by: 3 } })
  expect(body.output).toEqual([3, 6])
})

test('a result that was itself taken from the cache is kept and read like any other', async () => {
  const document = chain({
    nodes: {
      ...chain().nodes,
      reads: { type: 'transform', params: { expression: 'input.limit * 2' }, cache: { ttlSeconds: 600 } },
    },
  })
  const { workflowId, executionId } = await run(document, { limit: 11 })
  const second = await api.run(workflowId, { input: { limit: 11 } })
  const { body: node } = await api.call(`GET /api/executions/${second.execution_id}/nodes/reads`)
  expect(node).toMatchObject({ output: 22, cached_from: { execution_id: executionId } })
  const { body } = await retry(second.execution_id, { from: ['last'] })
  expect(body).toMatchObject({ status: 'completed', output: 23 })
  expect((await keptNodes(body.execution_id)).toSorted()).toEqual(['fixed', 'reads'])
})

test('a chosen node that had completed does its work again, also where its result is in the cache', async () => {
  const document = chain({
    nodes: {
      ...chain().nodes,
      reads: { type: 'transform', params: { expression: '$millis()' }, cache: { ttlSeconds: 600 } },
      each: {
        type: 'map',
        params: {
          items: [1, 2],
          graph: { nodes: { at: { type: 'transform', params: { expression: '$millis()' } } } },
        },
      },
    },
  })
  const { executionId } = await run(document)
  const { body } = await retry(executionId, { from: ['reads', 'each'] })
  const read = async (id: string, node: string) =>
    (await api.call(`GET /api/executions/${id}/nodes/${node}`)).body
  expect(await read(body.execution_id, 'reads')).toMatchObject({ cached_from: null, kept_from: null })
  const [before, after] = [await read(executionId, 'each'), await read(body.execution_id, 'each')]
  expect(after.output.every((at: number) => at > Math.max(...before.output))).toBe(true)
})

test('the estimate of a map is that of its items', async () => {
  const graph = { nodes: { pause: { type: 'wait', params: { durationMs: 80 } } } }
  const { executionId } = await run({
    name: 'slow items',
    nodes: { each: { type: 'map', params: { items: [1, 2, 3], concurrency: 1, graph } } },
  })
  const { body } = await preview(executionId, { from: 'start' })
  expect(body.estimate_ms.low).toBeGreaterThanOrEqual(240)
})

describe('a map of which one item of four failed', () => {
  const graph = {
    nodes: {
      check: { type: 'transform', params: { expression: 'item = input.bad ? $error("bad") : item' } },
    },
  }
  const mapOver = (policy: object) => ({
    name: 'mapped',
    inputSchema: { type: 'object', properties: { bad: { type: 'number' } } },
    nodes: { each: { type: 'map', params: { items: [1, 2, 3, 4], graph, ...policy } } },
  })
  const askOf = async (executionId: string, body: object) =>
    (await preview(executionId, body)).body.runs_again

  test.each([
    ['failed', 'fail', 'failed'],
    ['chosen', 'continue', ['each']],
  ])('keeps the other three where it is %s and is to %s, and the preview says so', async (...row) => {
    const [reason, onItemFailure, from] = row
    const { executionId } = await run(mapOver({ concurrency: 1, onItemFailure }), { bad: 4 })
    const kept_items = { kept: 3, total: 4 }
    expect(await askOf(executionId, { from })).toEqual([{ node_id: 'each', reason, kept_items }])
    const { body } = await retry(executionId, { from })
    const items = (await api.call(`GET /api/executions/${body.execution_id}/children`)).body.items
    expect(items.map(({ kept }: { kept: boolean }) => kept)).toEqual([true, true, true, false])
  })

  test('keeps none where the retry starts over or has another input', async () => {
    const { executionId } = await run(mapOver({ onItemFailure: 'continue' }), { bad: 4 })
    expect(await askOf(executionId, { from: 'start' })).toEqual([{ node_id: 'each', reason: 'start' }])
    expect(await askOf(executionId, { from: ['each'], input: { bad: 9 } })).toEqual([
      { node_id: 'each', reason: 'chosen' },
    ])
  })

  test('is expected to take as long as what is left of it at least', async () => {
    const { executionId } = await run(mapOver({ onItemFailure: 'continue' }), { bad: 4 })
    const { low, high } = (await preview(executionId, { from: ['each'] })).body.estimate_ms
    expect(low).toBeLessThan(high)
  })
})
