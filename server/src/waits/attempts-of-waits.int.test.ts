/** What is told of attempts that gave their node back to wait: they wait while it waits, and no longer. */
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startTestApi, type TestApi } from '../testing/start-test-api.ts'
import { waitFor } from '../testing/wait-for.ts'

let api: TestApi

beforeAll(async () => {
  api = await startTestApi()
})
afterAll(() => api.close())

interface Attempt {
  readonly attempt: number
  readonly status: string
  readonly worker_id: string
  readonly completed_at: string | null
  readonly duration_ms: number | null
  readonly input: unknown
}

async function readAttempts(id: string, node: string): Promise<Attempt[]> {
  return (await api.call(`GET /api/executions/${id}/nodes/${node}`)).body.attempts
}

const statuses = async (id: string, node: string) =>
  (await readAttempts(id, node)).map(({ attempt, status }) => [attempt, status])

test('the attempts of a node that waited for a signal, for a time or in vain say so when the wait is over', async () => {
  const workflowId = await api.createWorkflow({
    name: 'waits',
    nodes: {
      told: { type: 'signal', params: { name: 'go' } },
      timed: { type: 'wait', params: { durationMs: 4_000 } },
      vain: { type: 'signal', params: { name: 'never' } },
    },
    edges: [],
  })
  const started = await api.call(`POST /api/workflows/${workflowId}/execute`, { body: {} })
  const id: string = started.body.execution_id
  for (const node of ['timed', 'told', 'vain']) {
    await waitFor(async () => (await statuses(id, node))[0]?.[1] === 'waiting', { what: `${node} to wait` })
  }
  const [before] = await readAttempts(id, 'told')
  expect(
    (await api.call(`POST /api/executions/${id}/signals/go`, { body: { payload: 1 } })).status,
  ).toBeLessThan(300)
  await waitFor(async () => (await statuses(id, 'told')).length === 2, { what: 'the signal to be taken' })
  await waitFor(async () => (await statuses(id, 'timed'))[0]?.[1] === 'completed', {
    what: 'the time to be over',
  })
  await waitFor(async () => (await statuses(id, 'told'))[1]?.[1] === 'completed', {
    what: 'the node to complete',
  })
  expect(await statuses(id, 'told')).toEqual([
    [1, 'waited'],
    [2, 'completed'],
  ])
  const [after] = await readAttempts(id, 'told')
  expect(after).toEqual({ ...before, status: 'waited' })
  const [timed] = await readAttempts(id, 'timed')
  expect(timed?.worker_id).not.toBe('')
  expect(timed?.duration_ms).toBeGreaterThanOrEqual(4_000)
  await api.call(`POST /api/executions/${id}/cancel`)
  expect(await statuses(id, 'vain')).toEqual([[1, 'cancelled']])
})
