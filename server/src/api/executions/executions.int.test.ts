/** The procedures that pages call about executions, where REST has no call like them. */
import type { WorkflowDocument } from '@heddle/core/definition/workflow-document.ts'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { startTestApi, type TestApi } from '../../testing/start-test-api.ts'

const unknownId = '00000000-0000-7000-8000-000000000000'
const waiting: WorkflowDocument = {
  name: 'waiting',
  nodes: { a: { type: 'wait', params: { durationMs: 600_000 } } },
}
const failing: WorkflowDocument = {
  name: 'failing',
  nodes: {
    first: { type: 'noop' },
    second: { type: 'fail', params: { message: 'on purpose' } },
    third: { type: 'noop' },
    aside: { type: 'noop' },
  },
  edges: [
    { source: 'first', target: 'second' },
    { source: 'second', target: 'third' },
  ],
}

let api: TestApi
let failingId: string
let waitingId: string
beforeAll(async () => {
  api = await startTestApi()
  failingId = await api.createWorkflow(failing)
  waitingId = await api.createWorkflow(waiting)
})
afterAll(() => api?.close())

async function mutate(procedure: string, input: unknown) {
  const { status, body } = await api.call(`POST /trpc/${procedure}`, { body: input })
  return { status, data: body.result?.data, error: body.error?.data.heddle }
}

async function query(procedure: string, input: unknown = {}) {
  const { status, body } = await api.call(
    `GET /trpc/${procedure}?input=${encodeURIComponent(JSON.stringify(input))}`,
  )
  return { status, data: body.result?.data, error: body.error?.data.heddle }
}

async function startWaiting(): Promise<string> {
  return (await mutate('executions.start', { workflowId: waitingId })).data.executionId
}

test('a run is read with its document, its retries and what is usual', async () => {
  const { execution_id: executionId } = await api.run(failingId)
  const { data: retried } = await mutate('executions.retry', { executionId, from: 'failed' })
  const { data } = await query('executions.get', { executionId })
  expect(data).toMatchObject({
    executionId,
    status: 'failed',
    document: failing,
    input: {},
    output: null,
    retries: [{ executionId: retried.executionId }],
  })
})

test('a retry is foretold as it is then done', async () => {
  const { execution_id: executionId } = await api.run(failingId)
  const { data: preview } = await query('executions.previewRetry', { executionId, from: 'failed' })
  expect(preview).toMatchObject({ runAgain: ['second', 'third'], kept: ['first', 'aside'], skipped: [] })
  expect(preview.estimateMs.low).toBeLessThanOrEqual(preview.estimateMs.high)
  const { data: all } = await query('executions.previewRetry', { executionId, from: 'start' })
  expect(all).toMatchObject({ runAgain: ['first', 'second', 'third', 'aside'], kept: [] })
})

describe('several at once', () => {
  test('are cancelled, and what is refused is told', async () => {
    const ids = [await startWaiting(), await startWaiting()]
    const { data } = await mutate('executions.cancelMany', { executionIds: [...ids, unknownId] })
    expect(data).toMatchObject({ done: 2, refused: [{ executionId: unknownId }] })
    const again = await mutate('executions.cancelMany', { executionIds: ids })
    expect(again.data.done).toBe(0)
  })

  test('are paused and resumed, and what is refused is told', async () => {
    const executionIds = [await startWaiting(), await startWaiting()]
    const pause = () => mutate('executions.pauseMany', { executionIds: [...executionIds, unknownId] })
    expect((await pause()).data).toMatchObject({ done: 2, refused: [{ executionId: unknownId }] })
    expect((await pause()).data.done).toBe(0)
    expect((await query('executions.get', { executionId: executionIds[0] })).data.status).toBe('paused')
    const resumed = await mutate('executions.resumeMany', { executionIds })
    expect(resumed.data).toMatchObject({ done: 2, refused: [] })
    expect((await query('executions.get', { executionId: executionIds[1] })).data.status).toBe('running')
    await mutate('executions.cancelMany', { executionIds })
  })

  test('are retried and deleted once they are final', async () => {
    const { execution_id: executionId } = await api.run(failingId)
    const live = await startWaiting()
    const retried = await mutate('executions.retryMany', { executionIds: [executionId, live] })
    expect(retried.data).toMatchObject({ done: 1, refused: [{ executionId: live }] })
    const deleted = await mutate('executions.deleteMany', { executionIds: [executionId, live] })
    expect(deleted.data).toMatchObject({ done: 1, refused: [{ executionId: live }] })
    expect((await query('executions.get', { executionId })).error.code).toBe('EXECUTION_NOT_FOUND')
    for (const table of ['execution_events', 'node_states', 'job_assignments']) {
      const { rows } = await api.pool.query(`SELECT 1 FROM ${table} WHERE execution_id = $1`, [executionId])
      expect(rows, table).toEqual([])
    }
  })
})

describe('the history', () => {
  test('finds by status, trigger, duration, id and name, and counts what fits', async () => {
    const workflowId = await api.createWorkflow({ name: 'needle in hay', nodes: { a: { type: 'noop' } } })
    const ids: string[] = []
    for (let run = 0; run < 3; run += 1) ids.push((await api.run(workflowId)).execution_id)
    const find = async (filter: object) => {
      const { data } = await query('executions.list', { workflowId, ...filter })
      return [data.items.map((item: { executionId: string }) => item.executionId), data.matching]
    }
    const newestFirst = ids.toReversed()
    expect(await find({})).toEqual([newestFirst, 3])
    expect(await find({ status: ['failed'] })).toEqual([[], 0])
    expect(await find({ trigger: ['api'] })).toEqual([newestFirst, 3])
    expect(await find({ minDurationMs: 3_600_000 })).toEqual([[], 0])
    expect(await find({ search: 'NEEDLE' })).toEqual([newestFirst, 3])
    expect(await find({ search: ids[1] })).toEqual([[ids[1]], 1])
    expect(await find({ search: ids[1]?.slice(0, 30) })).toEqual([[ids[1]], 1])
    expect(await find({ limit: 2 })).toEqual([newestFirst.slice(0, 2), 3])
  })

  test('is sorted by duration and paged behind the last row', async () => {
    const { data: all } = await query('executions.list', { sort: 'duration', limit: 100 })
    const paged: string[] = []
    let cursor: string | undefined
    do {
      const { data } = await query('executions.list', {
        sort: 'duration',
        limit: 3,
        ...(cursor && { cursor }),
      })
      paged.push(...data.items.map((item: { executionId: string }) => item.executionId))
      cursor = data.nextCursor ?? undefined
    } while (cursor !== undefined)
    expect(paged).toEqual(all.items.map((item: { executionId: string }) => item.executionId))
    const durations = all.items.map((item: { durationMs: number }) => item.durationMs)
    expect(durations).toEqual(durations.toSorted((a: number, b: number) => b - a))
  })
})
