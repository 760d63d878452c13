import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { WorkflowDocument } from '@heddle/core/definition/workflow-document.ts'
import type { ExecutionEvent } from '@heddle/core/execution/event.ts'
import { fold } from '@heddle/core/execution/evolve.ts'
import { listTouched } from '@heddle/core/execution/list-touched.ts'
import { emptyState } from '@heddle/core/execution/state.ts'
import { compilePlan } from '@heddle/core/plan/compile-plan.ts'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { createInProcessBus } from '../bus/in-process-bus.ts'
import { PlanCache } from '../engine/plan-cache.ts'
import { createLogger } from '../ops/logger.ts'
import { findCheckpoint, listCheckpoints, pruneCheckpoints } from '../store/execution-checkpoints.ts'
import { runInTransactionOf } from '../store/run-in-transaction.ts'
import { createTestDatabase } from '../testing/test-database.ts'
import { completeAtOnce, startTestEngine, type TestEngine } from '../testing/test-engine.ts'
import { waitFor } from '../testing/wait-for.ts'
import type { RunAttempt } from '../worker/attempt-job.ts'
import { type Checkpointer, createCheckpointer } from './create-checkpointer.ts'
import { type CheckupReport, createDoctor, type Doctor, executionsChangedChannel } from './doctor.ts'
import type { Alert } from './notify/notifier.ts'
import { createWebhookNotifier } from './notify/webhook-notifier.ts'

const chain: WorkflowDocument = {
  name: 'chain',
  nodes: { a: { type: 'noop' }, b: { type: 'noop' }, hold: { type: 'noop' }, z: { type: 'noop' } },
  edges: [
    { source: 'a', target: 'b' },
    { source: 'b', target: 'hold' },
    { source: 'hold', target: 'z' },
  ],
}
const plan = compilePlan(chain)
const logger = createLogger('silent')

let database: Awaited<ReturnType<typeof createTestDatabase>>
let engine: TestEngine
let doctor: Doctor
let checkpointer: Checkpointer
const release: (() => void)[] = []
const ran: string[] = []
const alerts: Alert[] = []
const published: { channel: string; message: unknown }[] = []

const runAttempt: RunAttempt = async (job) => {
  const id = job.plan.nodes[job.nodeIndex]?.id ?? ''
  ran.push(`${job.execution.id}/${id}#${job.attempt}`)
  if (id === 'hold') await new Promise<void>((resolve) => release.push(resolve))
  const output = { kind: 'inline', value: { node: id } } as const
  return { ...(await completeAtOnce(job)), output } as Awaited<ReturnType<RunAttempt>>
}

beforeAll(async () => {
  database = await createTestDatabase()
  const { pool } = database
  const bus = createInProcessBus()
  const plans = new PlanCache(pool)
  const runInTransaction = runInTransactionOf(pool)
  doctor = createDoctor({
    ...{ db: pool, plans, logger, runInTransaction },
    bus: { publish: (channel, message) => void published.push({ channel, message }) },
    notifier: { notify: async (alert) => void alerts.push(alert) },
  })
  checkpointer = createCheckpointer({ runInTransaction, plans, logger, everyEvents: 5, keepHours: 72 })
  engine = await startTestEngine({ url: database.url, runAttempt })
  engine.engine.onCommitted(({ execution, events }) => checkpointer.onCommitted(execution, events))
  await bus.close()
})
afterEach(() => {
  for (const go of release.splice(0)) go()
})
afterAll(async () => {
  for (const go of release.splice(0)) go()
  await engine.stop()
  await checkpointer.stop()
  await database.drop()
})

async function startHeld(): Promise<string> {
  const id = await engine.start(await engine.publish(chain))
  await waitFor(() => ran.some((run) => run.startsWith(`${id}/hold`)), { what: 'the held node to run' })
  await engine.engine.untilIdle()
  await checkpointer.untilIdle()
  return id
}

async function query<T extends object>(text: string, values: unknown[]): Promise<T[]> {
  return (await database.pool.query(text, values)).rows
}

const repair = (id: string) =>
  doctor.check({ repair: 'what-is-damaged', by: 'Ada', executionIds: [id], since: null })
const look = (id: string) => doctor.check({ repair: 'nothing', by: 'Ada', executionIds: [id], since: null })

async function readEvents(id: string): Promise<ExecutionEvent[]> {
  const rows = await query<{ timestamp: Date }>(
    `SELECT seq, type, node_id AS "nodeId", attempt, timestamp, data FROM execution_events WHERE execution_id = $1 ORDER BY seq`,
    [id],
  )
  return rows.map((row) => ({
    ...row,
    timestamp: row.timestamp.toISOString(),
  })) as unknown as ExecutionEvent[]
}

describe('a repair', () => {
  test('keeps what it found with its evidence, writes down who did it, and tells an administrator', async () => {
    const id = await startHeld()
    await query(`UPDATE node_states SET status = 'failed' WHERE execution_id = $1 AND node_id = 'a'`, [id])
    const seen = await look(id)
    expect(seen).toMatchObject({ checked: 1, damaged: 1, repaired: 0 })
    const report = await repair(id)
    expect(report).toMatchObject({ damaged: 1, repaired: 1, cases: [{ repair: { from: 'events' } }] })
    const quarantineId = report.cases[0]?.repair?.quarantineId
    const [entry] = await query('SELECT * FROM execution_quarantine WHERE id = $1', [quarantineId])
    expect(entry).toMatchObject({ execution_id: id, found_by: 'Ada', repair: 'events', row_count: 3 })
    const [kept] = await query<{ row: { status: string } }>(
      `SELECT "row" FROM quarantined_rows WHERE quarantine_id = $1 AND "row"->>'node_id' = 'a'`,
      [quarantineId],
    )
    expect(kept?.row.status).toBe('failed')
    const [audit] = await query(`SELECT * FROM audit_log WHERE target_id = $1`, [id])
    expect(audit).toMatchObject({ actor: 'Ada', action: 'execution.repaired', details: { quarantineId } })
    expect(alerts.at(-1)).toMatchObject({ severity: 'warning', details: { repaired: 1 } })
    expect(published).toContainEqual({ channel: executionsChangedChannel, message: { executionId: id } })
    expect(await look(id)).toMatchObject({ damaged: 0 })
  })

  test('of rows moves the seq on, so that an engine that read the damage is refused, and the run goes on', async () => {
    const id = await startHeld()
    const [before] = await query<{ last_seq: number }>(
      'SELECT last_seq FROM workflow_executions WHERE id = $1',
      [id],
    )
    await query('DELETE FROM node_states WHERE execution_id = $1', [id])
    await repair(id)
    const [after] = await query<{ last_seq: number }>(
      'SELECT last_seq FROM workflow_executions WHERE id = $1',
      [id],
    )
    expect(after?.last_seq).toBe((before?.last_seq ?? 0) + 1)
    for (const go of release.splice(0)) go()
    expect(await engine.untilFinished(id)).toBe('completed')
    expect(ran.filter((run) => run.startsWith(id))).toEqual(
      ['a', 'b', 'hold', 'z'].map((n) => `${id}/${n}#1`),
    )
    expect(await look(id)).toMatchObject({ damaged: 0 })
  })

  test('of a broken history begins again behind it, and whoever followed it live comes to the same state', async () => {
    const id = await startHeld()
    const seenBefore = await readEvents(id)
    await query('DELETE FROM execution_events WHERE execution_id = $1 AND seq = 4', [id])
    await query('DELETE FROM execution_checkpoints WHERE execution_id = $1', [id])
    const report = await repair(id)
    expect(report.cases).toMatchObject([{ repair: { from: 'start', oldSeq: seenBefore.length } }])
    const all = await readEvents(id)
    expect(all.map((event) => event.seq)).toEqual(all.map((_, index) => index + 1))
    const follower = fold(emptyState(plan), seenBefore)
    fold(follower, all.slice(seenBefore.length))
    const newcomer = fold(emptyState(plan), all)
    expect(listTouched(follower)).toEqual(listTouched(newcomer))
    expect(follower.status).toBe('running')
    expect(follower.getNode(0)).toMatchObject({ status: 'completed', attempt: 1 })
    // What is under way is not taken for done: it runs again as another attempt, and the first one is ignored.
    await engine.engine.redelivery.offerForgotten(0)
    await waitFor(() => ran.includes(`${id}/hold#2`), { what: 'the node to run again' })
    for (const go of release.splice(0)) go()
    expect(await engine.untilFinished(id)).toBe('completed')
    expect(ran.filter((run) => run.startsWith(`${id}/a`))).toEqual([`${id}/a#1`])
    expect(await look(id)).toMatchObject({ damaged: 0 })
  })

  test('comes back to the last checkpoint where the events are gone', async () => {
    const id = await startHeld()
    const [checkpoint] = await listCheckpoints(database.pool, id, 10)
    expect(checkpoint?.seq).toBeGreaterThanOrEqual(5)
    await query('DELETE FROM execution_events WHERE execution_id = $1', [id])
    await query('DELETE FROM node_states WHERE execution_id = $1', [id])
    await query('DELETE FROM job_assignments WHERE execution_id = $1', [id])
    const report = await repair(id)
    expect(report.cases).toMatchObject([{ repair: { from: 'checkpoint' } }])
    const rows = await query(
      'SELECT node_id, status, attempt, output FROM node_states WHERE execution_id = $1 ORDER BY node_index',
      [id],
    )
    expect(rows[0]).toEqual({ node_id: 'a', status: 'completed', attempt: 1, output: { node: 'a' } })
  })

  test('leaves what was over over, and runs nothing of it again', async () => {
    const id = await startHeld()
    for (const go of release.splice(0)) go()
    await engine.untilFinished(id)
    const count = ran.length
    const timesText =
      'SELECT status, error, created_at, started_at, completed_at FROM workflow_executions WHERE id = $1'
    const [before] = await query(timesText, [id])
    await query('DELETE FROM execution_events WHERE execution_id = $1 AND seq > 3', [id])
    await query(`DELETE FROM node_states WHERE execution_id = $1 AND node_id = 'b'`, [id])
    await query('DELETE FROM execution_checkpoints WHERE execution_id = $1', [id])
    await repair(id)
    const [after] = await query(timesText, [id])
    expect(after).toMatchObject({ ...before, status: 'failed', error: { code: 'LOST' } })
    const open = `SELECT 1 FROM node_states WHERE execution_id = $1 AND status NOT IN ('completed', 'cancelled')`
    expect(await query(open, [id])).toEqual([])
    expect(ran).toHaveLength(count)
    expect(await look(id)).toMatchObject({ damaged: 0 })
  })
})

test('an execution whose workflow version is gone is told of and left as it is', async () => {
  const id = await startHeld()
  const [row] = await query<{ workflow_id: string }>(
    'DELETE FROM workflow_versions WHERE workflow_id = (SELECT workflow_id FROM workflow_executions WHERE id = $1) RETURNING workflow_id',
    [id],
  )
  expect(row).toBeDefined()
  const fresh = createDoctor({
    ...{ db: database.pool, plans: new PlanCache(database.pool), logger },
    runInTransaction: runInTransactionOf(database.pool),
    bus: { publish: () => undefined },
    notifier: { notify: async (alert) => void alerts.push(alert) },
  })
  const report = await fresh.check({
    ...{ repair: 'what-is-damaged', by: 'Ada', executionIds: [id], since: null },
  })
  expect(report.cases).toMatchObject([{ findings: [{ code: 'PLAN_MISSING' }], repair: null }])
  expect(alerts.at(-1)).toMatchObject({ severity: 'error' })
})

test('what is left of an execution that is not there goes into quarantine as it was found, and is counted', async () => {
  const id = await startHeld()
  for (const go of release.splice(0)) go()
  await engine.untilFinished(id)
  await checkpointer.untilIdle()
  await query(
    `INSERT INTO artifacts (id, workspace_id, execution_id, node_id, attempt, name, content_type, size_bytes, sha256, storage_key)
     VALUES (gen_random_uuid(), 'default', $1, 'a', 1, 'left.txt', 'text/plain', 1, '', 'left')`,
    [id],
  )
  const sound = await startHeld()
  const [gone] = await query<{ workflow_id: string }>(
    'DELETE FROM workflow_executions WHERE id = $1 RETURNING workflow_id',
    [id],
  )
  const all = { by: 'Ada', executionIds: null, since: null }
  const strayCases = (report: CheckupReport) => report.cases.filter(({ executionId }) => executionId === id)
  const seen = await doctor.check({ ...all, repair: 'nothing' })
  expect(seen.strays).toBe(1)
  const [found] = strayCases(seen)
  expect(found).toMatchObject({ findings: [{ code: 'EXECUTION_MISSING' }], repair: null, problem: null })
  expect(found?.findings[0]?.message).toMatch(
    /15 events, 4 node rows, 4 attempts, 1 artifact and \d checkpoints?$/,
  )
  const events = await readEvents(id)
  const mended = await doctor.check({ ...all, repair: 'what-is-damaged' })
  const repair = strayCases(mended)[0]?.repair
  expect(repair).toMatchObject({ from: 'removal', oldSeq: events.length, newSeq: 0 })
  const [entry] = await query<object>('SELECT * FROM execution_quarantine WHERE execution_id = $1', [id])
  expect(entry).toMatchObject({
    ...{
      id: repair?.quarantineId,
      workflow_id: gone?.workflow_id,
      workspace_id: 'default',
      repair: 'removal',
    },
    ...{ found_by: 'Ada', event_count: events.length },
  })
  const kept = await query<{ event: ExecutionEvent }>(
    'SELECT event FROM quarantined_events WHERE quarantine_id = $1 ORDER BY seq',
    [repair?.quarantineId],
  )
  expect(kept.map(({ event }) => [event.seq, event.type])).toEqual(events.map(({ seq, type }) => [seq, type]))
  const rows = await query<{ name: string; count: number }>(
    `SELECT "row"->>'table' AS name, count(*)::int AS count FROM quarantined_rows WHERE quarantine_id = $1 GROUP BY 1`,
    [repair?.quarantineId],
  )
  expect(rows).toContainEqual({ name: 'artifacts', count: 1 })
  expect(rows).toContainEqual({ name: 'node_states', count: 4 })
  const [audit] = await query('SELECT * FROM audit_log WHERE target_id = $1', [id])
  expect(audit).toMatchObject({ actor: 'Ada', action: 'execution.strays_removed' })
  expect(alerts.at(-1)).toMatchObject({ details: { strays: 1 } })
  expect(await doctor.check({ ...all, repair: 'nothing' })).toMatchObject({ strays: 0 })
  expect(await look(sound)).toMatchObject({ checked: 1, damaged: 0 })
})

test('one run at a time: a second one is refused until the first has ended', async () => {
  await query(
    `INSERT INTO doctor_runs (id, status, repairs, started_by) VALUES (gen_random_uuid(), 'running', false, 'x')`,
    [],
  )
  await expect(look('0190a3c2-7b1e-7c3d-9f00-0123456789ab')).rejects.toMatchObject({ code: 'DOCTOR_BUSY' })
  // A process that ended in the middle of a run keeps nobody from the next one.
  await query(
    `UPDATE doctor_runs SET heartbeat_at = now() - interval '2 minutes' WHERE status = 'running'`,
    [],
  )
  expect(await look('0190a3c2-7b1e-7c3d-9f00-0123456789ab')).toMatchObject({ checked: 1, damaged: 0 })
})

describe('checkpoints', () => {
  test('are made while events come in and at each pause, and can be read', async () => {
    const id = await startHeld()
    await engine.engine.control(id, 'pause', 'Ada')
    await checkpointer.untilIdle()
    const heads = await listCheckpoints(database.pool, id, 10)
    expect(heads[0]).toMatchObject({ reason: 'pause', status: 'paused', node_count: 3 })
    expect(heads.map((head) => head.reason)).toContain('events')
    const row = await findCheckpoint(database.pool, { executionId: id, seq: heads[0]?.seq ?? 0 })
    expect(row?.state.header).toMatchObject({ status: 'paused', seq: heads[0]?.seq })
    expect(row?.output_places).toEqual([0, 1])
  })

  test('are cleared away when they are old, but for the last one of what still runs', async () => {
    const live = await startHeld()
    await engine.engine.control(live, 'pause', null)
    await checkpointer.untilIdle()
    const over = await startHeld()
    for (const go of release.splice(0)) go()
    await engine.untilFinished(over)
    const newest = (await listCheckpoints(database.pool, live, 1))[0]?.seq
    await pruneCheckpoints(database.pool, new Date(Date.now() + 1000))
    expect((await listCheckpoints(database.pool, live, 10)).map((head) => head.seq)).toEqual([newest])
    expect(await listCheckpoints(database.pool, over, 10)).toEqual([])
  })
})

test('a process that begins clears checkpoints away that are older than they are to be kept, and no others', async () => {
  const ids = [await startHeld(), await startHeld()]
  for (const go of release.splice(0)) go()
  for (const id of ids) await engine.untilFinished(id)
  const [old, young] = ids
  const text = `UPDATE execution_checkpoints SET created_at = now() - $2 * interval '1 hour' WHERE execution_id = $1`
  await query(text, [old, 73])
  await query(text, [young, 71])
  const runInTransaction = runInTransactionOf(database.pool)
  const plans = new PlanCache(database.pool)
  const beginning = createCheckpointer({ runInTransaction, plans, logger, everyEvents: 5, keepHours: 72 })
  beginning.start()
  try {
    await waitFor(async () => (await listCheckpoints(database.pool, old ?? '', 1)).length === 0, {
      what: 'the old ones to go',
    })
    expect(await listCheckpoints(database.pool, young ?? '', 10)).not.toEqual([])
  } finally {
    await beginning.stop()
  }
})

describe('the webhook', () => {
  let server: Server
  const bodies: unknown[] = []
  let refuse = 0

  beforeAll(async () => {
    server = createServer((request, response) => {
      let text = ''
      request.on('data', (chunk) => {
        text += chunk
      })
      request.on('end', () => {
        refuse -= 1
        response.writeHead(refuse >= 0 ? 503 : 204).end()
        if (refuse < 0) bodies.push(JSON.parse(text))
      })
    })
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  })
  afterAll(() => new Promise((resolve) => server.close(resolve)))

  test('is called again after a refusal, and gets the alert once', async () => {
    const { port } = server.address() as AddressInfo
    refuse = 2
    const notifier = createWebhookNotifier({ url: `http://127.0.0.1:${port}/hook`, logger, firstPauseMs: 1 })
    await notifier.notify({ severity: 'error', title: 'Damaged', text: 'Look.', details: { count: 1 } })
    expect(bodies).toMatchObject([{ severity: 'error', text: 'Damaged\nLook.', details: { count: 1 } }])
  })

  test('that never answers keeps nobody waiting for long and fails nobody', async () => {
    const notifier = createWebhookNotifier({
      ...{ url: 'http://127.0.0.1:1/', logger, firstPauseMs: 1, timeoutMs: 200 },
    })
    await notifier.notify({ severity: 'error', title: 'Damaged', text: 'Look.', details: {} })
  })
})
