import type { WorkflowDocument } from '@heddle/core/definition/workflow-document.ts'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { nodeTypes } from '../nodes/registry.ts'
import { startTestApi, type TestApi } from '../testing/start-test-api.ts'

let api: TestApi

beforeAll(async () => {
  api = await startTestApi()
})
beforeEach(async () => {
  await api.pool.query('TRUNCATE cached_results')
})
afterAll(() => api.close())

/** Its output is another one each time it really runs. */
const draw = { type: 'javascript', params: { code: 'export default async () => Math.random()' } }

function workflow(node: object, more: Partial<WorkflowDocument> = {}): WorkflowDocument {
  return { name: 'Cached', nodes: { only: { ...draw, cache: {}, ...node } }, ...more }
}

async function outputOf(workflowId: string, body: object = { input: {} }) {
  const run = await api.run(workflowId, body)
  const node = await api.call(`GET /api/executions/${run.execution_id}/nodes/only`)
  return { executionId: run.execution_id, status: run.status, ...node.body }
}

describe('a node that may use earlier results', () => {
  test('takes the result of the run before and says where it came from', async () => {
    const workflowId = await api.createWorkflow(workflow({}))
    const first = await outputOf(workflowId)
    const second = await outputOf(workflowId)
    expect(second.output).toBe(first.output)
    expect(first.cached_from).toBeNull()
    expect(second.cached_from).toEqual({ execution_id: first.executionId, node_id: 'only', attempt: 1 })
  })

  test('runs where the start says to ignore the cache, and is found afterwards', async () => {
    const workflowId = await api.createWorkflow(workflow({}))
    const first = await outputOf(workflowId)
    const fresh = await outputOf(workflowId, { input: {}, ignore_cache: true })
    expect(fresh.output).not.toBe(first.output)
    expect((await outputOf(workflowId)).output).toBe(fresh.output)
  })

  test.each([
    { name: 'the input', change: () => ({ body: { input: { day: 2 } } }) },
    {
      name: 'its parameters',
      change: () => ({ node: { params: { code: `${draw.params.code} // changed` } } }),
    },
  ])('runs again when $name changed', async ({ change }) => {
    const first = await outputOf(await api.createWorkflow(workflow({})))
    const { body, node } = change() as { body?: object; node?: object }
    const changed = await outputOf(await api.createWorkflow(workflow(node ?? {})), body)
    expect(changed.output).not.toBe(first.output)
  })

  test('looks at the declared inputs alone where it declares them', async () => {
    const workflowId = await api.createWorkflow(workflow({ cache: { inputs: ['input.day'] } }))
    const first = await outputOf(workflowId, { input: { day: 1, asked: 'now' } })
    expect((await outputOf(workflowId, { input: { day: 1, asked: 'later' } })).output).toBe(first.output)
    expect((await outputOf(workflowId, { input: { day: 2, asked: 'now' } })).output).not.toBe(first.output)
  })

  test('runs again when a result upstream changed', async () => {
    const nodes = {
      before: { type: 'transform', params: { expression: 'input.n % 2' } },
      only: { ...draw, cache: { inputs: ['nodes.before.output'] } },
    }
    const workflowId = await api.createWorkflow({
      name: 'Two',
      nodes,
      edges: [{ source: 'before', target: 'only' }],
    })
    const first = await outputOf(workflowId, { input: { n: 1 } })
    expect((await outputOf(workflowId, { input: { n: 2 } })).output).not.toBe(first.output)
    expect((await outputOf(workflowId, { input: { n: 3 } })).output).toBe(first.output)
  })

  test.each([
    { name: 'runs again when a file upstream changed', stamp: 'date +%s%N', isSame: false },
    { name: 'takes the result where the files upstream are the same', stamp: 'echo same', isSame: true },
  ])('$name, though every value is the same', async ({ stamp, isSame }) => {
    const script = `${stamp} > "$HEDDLE_ARTIFACTS/stamp.txt"`
    const workflowId = await api.createWorkflow({
      name: 'Files',
      nodes: { before: { type: 'shell', params: { script } }, only: { ...draw, cache: {} } },
      edges: [{ source: 'before', target: 'only' }],
    })
    const first = await outputOf(workflowId)
    const second = await outputOf(workflowId)
    expect(second.output === first.output).toBe(isSame)
    expect(second.cached_from === null).toBe(!isSame)
  })

  test('runs again when its type has another version', async () => {
    const workflowId = await api.createWorkflow(workflow({}))
    const first = await outputOf(workflowId)
    const declaration = nodeTypes.get(draw.type)?.declaration ?? {}
    Reflect.set(declaration, 'version', 2)
    try {
      expect((await outputOf(workflowId)).output).not.toBe(first.output)
    } finally {
      Reflect.deleteProperty(declaration, 'version')
    }
    expect((await outputOf(workflowId)).output).toBe(first.output)
  })

  test('runs again when the lifetime of the result is over', async () => {
    const workflowId = await api.createWorkflow(workflow({ cache: { lifetimeSeconds: 60 } }))
    const first = await outputOf(workflowId)
    await api.pool.query(`UPDATE cached_results SET expires_at = now() - interval '1 second'`)
    expect((await outputOf(workflowId)).output).not.toBe(first.output)
  })

  test('runs again when the run that the result stood in was deleted', async () => {
    const workflowId = await api.createWorkflow(workflow({}))
    const first = await outputOf(workflowId)
    await api.pool.query('DELETE FROM node_states WHERE execution_id = $1', [first.executionId])
    expect((await outputOf(workflowId)).output).not.toBe(first.output)
  })

  test.each([`status = 'failed'`, 'attempt = attempt + 1'])(
    'runs again when the attempt that the result is of is not the one that completed the node: %s',
    async (change) => {
      const workflowId = await api.createWorkflow(workflow({}))
      const first = await outputOf(workflowId)
      await api.pool.query(`UPDATE node_states SET ${change} WHERE execution_id = $1`, [first.executionId])
      expect((await outputOf(workflowId)).output).not.toBe(first.output)
    },
  )

  test('brings the files of the result with it', async () => {
    const script = 'date +%s%N > "$HEDDLE_ARTIFACTS/stamp.txt"'
    const workflowId = await api.createWorkflow(workflow({ type: 'shell', params: { script } }))
    const first = await outputOf(workflowId)
    const second = await outputOf(workflowId)
    const stamps = [first, second].map(({ executionId }) =>
      api.call(`GET /api/executions/${executionId}/artifacts`),
    )
    const [before, after] = await Promise.all(stamps)
    expect(after?.body.items).toHaveLength(1)
    expect(after?.body.items[0].sha256).toBe(before?.body.items[0].sha256)
    const content = await api.call(`GET /api/artifacts/${after?.body.items[0].artifact_id}/content`)
    expect(content.text).toMatch(/^\d+\n$/)
  })

  test('is not remembered when it fails', async () => {
    const code = 'export default async () => { throw new Error("no") }'
    const workflowId = await api.createWorkflow(workflow({ params: { code } }))
    expect((await outputOf(workflowId)).status).toBe('failed')
    const { rows } = await api.pool.query('SELECT FROM cached_results')
    expect(rows).toHaveLength(0)
  })
})

test('the fallback of a node leads on by the conditions that hold for it', async () => {
  const workflowId = await api.createWorkflow({
    name: 'Fallback',
    nodes: {
      rate: { type: 'fail', params: { message: 'away' }, fallback: 0.07 },
      low: { type: 'transform', params: { expression: 'nodes.rate.output * 100' } },
      high: { type: 'noop' },
    },
    edges: [
      { source: 'rate', target: 'low', when: 'nodes.rate.output < 0.5' },
      { source: 'rate', target: 'high', when: 'nodes.rate.output >= 0.5' },
    ],
  })
  const run = await api.run(workflowId)
  const states = Object.fromEntries(run.node_states.map((node: { node_id: string }) => [node.node_id, node]))
  expect(run.status).toBe('completed')
  expect(states.rate).toMatchObject({ status: 'completed', error: { code: 'THROWN', message: 'away' } })
  expect(states.low.status).toBe('completed')
  expect(states.high.status).toBe('skipped')
})
