/** Readers that come late or read slowly lose nothing. */
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startTestApi, type TestApi } from '../../testing/start-test-api.ts'
import { watchMessages } from './watch-messages.ts'

let api: TestApi
beforeAll(async () => {
  api = await startTestApi()
})
afterAll(() => api?.close())

test('the stream of a finished run ends only when every line was told', async () => {
  const workflowId = await api.createWorkflow({
    name: 'chatty',
    nodes: { a: { type: 'shell', params: { script: 'seq 1 20000' } } },
  })
  const { execution_id: executionId, status } = await api.run(workflowId)
  expect(status).toBe('completed')
  const running = { db: api.pool, bus: api.running.bus }
  const lines: string[] = []
  const steps = watchMessages(running, {
    executionId,
    lastId: null,
    logs: { after: null },
    signal: undefined,
  })
  for await (const { message } of steps)
    if (message.kind === 'logs') lines.push(...message.lines.map(({ line }) => line))
  expect(lines).toEqual(Array.from({ length: 20_000 }, (_, index) => String(index + 1)))
})

test('a stream that cannot be given says so with the status of its reason', async () => {
  const input = encodeURIComponent(JSON.stringify({ executionId: 'nonsense' }))
  const { text } = await api.call(`GET /trpc/executions.watch?input=${input}`, {
    headers: { accept: 'text/event-stream' },
  })
  expect(text).toContain('"httpStatus":404')
  expect(text).toContain('"code":"EXECUTION_NOT_FOUND"')
})
