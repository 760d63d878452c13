import type { WorkflowDocument } from '@heddle/core/definition/workflow-document.ts'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createLogger } from '../../ops/logger.ts'
import { deleteExecutions } from '../../store/delete-executions.ts'
import { runInTransactionOf } from '../../store/run-in-transaction.ts'
import { type Answer, startTestApi, type TestApi } from '../../testing/start-test-api.ts'
import { waitFor } from '../../testing/wait-for.ts'
import { createWaitLook } from '../../waits/look-at-waits.ts'
import type { ApprovalNotice } from '../../waits/notifier.ts'

let api: TestApi

beforeAll(async () => {
  api = await startTestApi()
})
afterAll(() => api.close())

const form = {
  type: 'object',
  properties: { copies: { type: 'integer', minimum: 1 }, paper: { type: 'string', default: 'matt' } },
  required: ['copies'],
}

/** A question whose two answers lead two ways. */
function asking(params: object, node: object = {}): WorkflowDocument {
  return {
    name: 'Print the poster',
    nodes: {
      ask: { name: 'Ask the printer', type: 'approval', params: { title: 'Print it?', ...params }, ...node },
      print: { type: 'noop', params: { value: '{{ nodes.ask.output.answer.copies }}' } },
      bin: { type: 'noop' },
    },
    edges: [
      { source: 'ask', target: 'print', port: 'approved' },
      { source: 'ask', target: 'bin', port: 'rejected' },
    ],
  }
}

async function start(document: WorkflowDocument, input: unknown = {}): Promise<string> {
  const workflowId = await api.createWorkflow(document)
  const { body } = await api.call(`POST /api/workflows/${workflowId}/execute`, { body: { input } })
  return body.execution_id
}

async function findOpen(executionId: string): Promise<Answer['body']> {
  const found = await waitFor(
    async () => (await api.call(`GET /api/approvals?execution_id=${executionId}`)).body.items[0] ?? null,
    { what: 'an open approval' },
  )
  return found
}

const decide = (approval: { approval_id: string }, body: object) =>
  api.call(`POST /api/approvals/${approval.approval_id}/decide`, { body })

const finish = async (executionId: string) =>
  (await api.call(`GET /api/executions/${executionId}?wait=20`)).body

async function findDecided(executionId: string): Promise<Answer['body']> {
  return waitFor(
    async () =>
      (await api.call(`GET /api/approvals?status=decided&execution_id=${executionId}`)).body.items[0] ?? null,
    { what: 'a decided approval' },
  )
}

const statusOf = (body: Answer['body'], nodeId: string) =>
  body.node_states.find((node: { node_id: string }) => node.node_id === nodeId)?.status

test('a node asks a person, holds no worker meanwhile, and goes on with the answer', async () => {
  const message = 'Poster of {{ input.title }}, please look at it.'
  const executionId = await start(asking({ message, schema: form }), { title: 'Loom' })
  const approval = await findOpen(executionId)
  expect(approval).toMatchObject({
    status: 'open',
    workflow_name: 'Print the poster',
    execution_id: executionId,
    node_id: 'ask',
    node_name: 'Ask the printer',
    title: 'Print it?',
    message: 'Poster of Loom, please look at it.',
    form,
    deadline_at: null,
  })
  await waitFor(async () => api.running.worker.used === 0, { what: 'a worker that is given back' })
  const decided = await decide(approval, { decision: 'approve', answer: { copies: 2 }, comment: 'Nice.' })
  expect(decided).toMatchObject({ status: 200, body: { status: 'approved', decided_via: 'key' } })
  const end = await finish(executionId)
  expect(end).toMatchObject({ status: 'completed' })
  expect([statusOf(end, 'print'), statusOf(end, 'bin')]).toEqual(['completed', 'skipped'])
  const { body: node } = await api.call(`GET /api/executions/${executionId}/nodes/ask`)
  expect(node.output).toEqual({
    approved: true,
    by: null,
    via: 'key',
    at: expect.any(String),
    answer: { copies: 2, paper: 'matt' },
    comment: 'Nice.',
  })
  const { body: print } = await api.call(`GET /api/executions/${executionId}/nodes/print`)
  expect(print.output).toBe(2)
})

test('who rejects need not fill the form in, and the run goes the other way', async () => {
  const executionId = await start(asking({ schema: form }))
  await decide(await findOpen(executionId), { decision: 'reject' })
  const end = await finish(executionId)
  expect([statusOf(end, 'print'), statusOf(end, 'bin')]).toEqual(['skipped', 'completed'])
})

test('an answer that does not fit the form is refused by field, and can be given again', async () => {
  const executionId = await start(asking({ schema: form }))
  const approval = await findOpen(executionId)
  const refused = await decide(approval, { decision: 'approve', answer: { copies: 0 } })
  expect(refused.status).toBe(422)
  expect(refused.body.error).toMatchObject({
    code: 'ANSWER_INVALID',
    problems: [{ path: 'copies', message: expect.stringContaining('at least 1') }],
  })
  expect((await decide(approval, { decision: 'approve' })).body.error.problems).toEqual([
    { path: 'copies', message: expect.stringContaining('missing') },
  ])
  expect((await findOpen(executionId)).status).toBe('open')
  expect((await decide(approval, { decision: 'approve', answer: { copies: 1 } })).status).toBe(200)
  expect(await finish(executionId)).toMatchObject({ status: 'completed' })
})

test('of many who decide at once one is first, and the others are told who it was', async () => {
  const executionId = await start(asking({}))
  const approval = await findOpen(executionId)
  const answers = await Promise.all(
    Array.from({ length: 12 }, (_, at) =>
      decide(approval, { decision: at % 2 === 0 ? 'approve' : 'reject' }),
    ),
  )
  const first = answers.filter(({ status }) => status === 200)
  expect(first).toHaveLength(1)
  const others = answers.filter(({ status }) => status === 409)
  expect(others).toHaveLength(11)
  for (const { body } of others) {
    expect(body.error).toMatchObject({
      code: 'APPROVAL_DECIDED',
      details: { status: first[0]?.body.status, at: first[0]?.body.decided_at },
    })
  }
  const end = await finish(executionId)
  const way = first[0]?.body.status === 'approved' ? 'print' : 'bin'
  expect(statusOf(end, way)).toBe('completed')
  expect(end.node_states.filter((node: { node_id: string }) => node.node_id === 'ask')).toHaveLength(1)
})

const ends = [
  { onDeadline: 'approve', status: 'approved', way: 'print' },
  { onDeadline: 'reject', status: 'rejected', way: 'bin' },
]
test.each(ends)(
  'after the deadline it counts as $status where it says so',
  async ({ onDeadline, status, way }) => {
    const executionId = await start(asking({ deadlineSeconds: 0.3, onDeadline }))
    const end = await finish(executionId)
    expect(end.status).toBe('completed')
    expect(statusOf(end, way)).toBe('completed')
    const decided = await findDecided(executionId)
    expect(decided).toMatchObject({ status, decided_via: 'deadline', decided_by: null })
    const late = await decide(decided, { decision: 'approve' })
    expect(late).toMatchObject({ status: 409, body: { error: { code: 'APPROVAL_DECIDED' } } })
  },
)

test('after the deadline the node fails by itself, and nobody can decide any more', async () => {
  const executionId = await start(asking({ deadlineSeconds: 0.3 }, { retry: { maxAttempts: 3, delayMs: 0 } }))
  const end = await finish(executionId)
  expect(end.status).toBe('failed')
  expect(end.error).toMatchObject({
    code: 'TIMEOUT',
    message: expect.stringContaining('before the deadline'),
  })
  const late = await decide(await findDecided(executionId), { decision: 'approve' })
  expect(late.status).toBe(409)
  expect(late.body.error).toMatchObject({
    message: expect.stringContaining('deadline'),
    details: { status: 'expired' },
  })
})

test('people are reminded until they decide, once each time, and no attempt of the node is spent on it', async () => {
  const executionId = await start(asking({ reminderSeconds: 1 }))
  const { approval_id: approvalId } = await findOpen(executionId)
  const notices: ApprovalNotice[] = []
  const notifier = { notify: (notice: ApprovalNotice) => notices.push(notice) }
  const { engine, bus } = api.running
  const look = createWaitLook({ db: api.pool, engine, bus, logger: createLogger('silent'), notifier })
  const ofThis = () => notices.filter((notice) => notice.approvalId === approvalId)
  // Two processes that look at the same time, again and again.
  const reminded = await waitFor(
    async () => {
      await Promise.all([look(), look()])
      const approval = await findOpen(executionId)
      return approval.reminders >= 2 ? approval : null
    },
    { deadlineMs: 15_000, what: 'two reminders' },
  )
  // The sweep of the process itself may have been first with one of them.
  const numbers = ofThis().map(({ reminders }) => reminders)
  expect(numbers.length).toBeGreaterThan(0)
  expect(new Set(numbers).size).toBe(numbers.length)
  expect(ofThis()[0]).toMatchObject({ kind: 'approval_reminder', title: 'Print it?', executionId })
  expect(Date.parse(reminded.next_reminder_at) - Date.parse(reminded.last_reminded_at)).toBe(1000)
  expect((await decide(reminded, { decision: 'approve' })).status).toBe(200)
  const end = await finish(executionId)
  expect(end.node_states[0]).toMatchObject({ node_id: 'ask', status: 'completed', attempt: 2 })
  await look()
  expect(ofThis()).toHaveLength(numbers.length)
})

test('a cancelled run asks nobody any more', async () => {
  const executionId = await start(asking({}))
  const approval = await findOpen(executionId)
  await api.call(`POST /api/executions/${executionId}/cancel`)
  const refused = await decide(approval, { decision: 'approve' })
  expect(refused.status).toBe(409)
  expect(refused.body.error.details.status).toBe('closed')
  expect(await findDecided(executionId)).toMatchObject({ status: 'closed', decided_via: 'end' })
  expect((await api.call(`GET /api/approvals?execution_id=${executionId}`)).body.items).toEqual([])
})

test('a decision that is made while the run is paused counts when it goes on', async () => {
  const executionId = await start(asking({}))
  const approval = await findOpen(executionId)
  await api.call(`POST /api/executions/${executionId}/pause`)
  expect((await decide(approval, { decision: 'reject' })).status).toBe(200)
  await api.call(`POST /api/executions/${executionId}/resume`)
  const end = await finish(executionId)
  expect([end.status, statusOf(end, 'bin')]).toEqual(['completed', 'completed'])
})

test('a form that is no schema is refused with the place of what is wrong', async () => {
  const document = asking({ schema: { type: 'object', properties: { a: { type: 'txt' } } } })
  const { status, body } = await api.call('POST /api/workflows', { body: document })
  expect(status).toBe(422)
  expect(body.error.problems).toMatchObject([{ path: 'nodes.ask.params.schema.properties.a.type' }])
})

test('a form that expressions fill in so that it is no schema fails the node with the place', async () => {
  const schema = { type: 'object', properties: { a: { type: '{{ input.type }}' } } }
  const executionId = await start(asking({ schema }), { type: 'txt' })
  const end = await finish(executionId)
  expect(end.error).toMatchObject({
    code: 'INVALID_PARAMS',
    message: expect.stringContaining('schema.properties.a.type'),
  })
})

test('an approval of another workspace is not there', async () => {
  const executionId = await start(asking({}))
  const approval = await findOpen(executionId)
  await api.pool.query(`INSERT INTO workspaces (id, name) VALUES ('other', 'Other') ON CONFLICT DO NOTHING`)
  await api.pool.query(`UPDATE approvals SET workspace_id = 'other' WHERE id = $1`, [approval.approval_id])
  expect((await decide(approval, { decision: 'approve' })).status).toBe(404)
  await api.pool.query(`UPDATE approvals SET workspace_id = 'default' WHERE id = $1`, [approval.approval_id])
  await api.call(`POST /api/executions/${executionId}/cancel`)
})

test('what a run asked and was sent goes with it when it is deleted', async () => {
  const executionId = await start(asking({}))
  await findOpen(executionId)
  await api.call(`POST /api/executions/${executionId}/signals/anything`, { body: 1 })
  await api.call(`POST /api/executions/${executionId}/cancel`)
  const input = { workspaceId: 'default', executionIds: [executionId] }
  expect(await runInTransactionOf(api.pool)((db) => deleteExecutions(db, input))).toEqual([executionId])
  for (const table of ['approvals', 'execution_signals']) {
    const { rows } = await api.pool.query(`SELECT 1 FROM ${table} WHERE execution_id = $1`, [executionId])
    expect(rows).toEqual([])
  }
})

test('each item of a map asks for itself, and the map goes on when all are answered', async () => {
  const graph = {
    nodes: {
      ask: { type: 'approval', params: { title: 'Hang {{ item }}?' } },
      hang: { type: 'noop', params: { value: '{{ item & " by " & nodes.ask.output.comment }}' } },
    },
    edges: [{ source: 'ask', target: 'hang', port: 'approved' }],
  }
  const params = { items: ['Dawn', 'Dusk', 'Noon'], graph }
  const executionId = await start({ name: 'Hang all', nodes: { all: { type: 'map', params } } })
  const open = await waitFor(
    async () => {
      const { items } = (await api.call('GET /api/approvals')).body
      return items.length === 3 ? items : null
    },
    { what: 'three approvals' },
  )
  expect(open.map(({ title }: { title: string }) => title).toSorted()).toEqual([
    'Hang Dawn?',
    'Hang Dusk?',
    'Hang Noon?',
  ])
  for (const approval of open) await decide(approval, { decision: 'approve', comment: 'Ada' })
  expect(await finish(executionId)).toMatchObject({ status: 'completed' })
  const { body: all } = await api.call(`GET /api/executions/${executionId}/nodes/all`)
  expect(JSON.stringify(all.output)).toContain('Dusk by Ada')
})

test('lists page through what is open and what is decided', async () => {
  const executionIds = await Promise.all([1, 2, 3].map(() => start(asking({}))))
  for (const id of executionIds) await findOpen(id)
  const first = (await api.call('GET /api/approvals?limit=2')).body
  expect(first.items).toHaveLength(2)
  const rest = (await api.call(`GET /api/approvals?limit=2&cursor=${first.next_cursor}`)).body
  expect(rest).toMatchObject({ items: [expect.anything()], next_cursor: null })
  const open = [...first.items, ...rest.items]
  expect(open.map((item) => item.execution_id).toSorted()).toEqual(executionIds.toSorted())
  for (const item of open) await decide(item, { decision: 'approve' })
  const decided = (await api.call('GET /api/approvals?status=decided&limit=1')).body
  expect(decided.items[0].approval_id).toBe(open.at(-1).approval_id)
  expect(decided.next_cursor).not.toBeNull()
})
