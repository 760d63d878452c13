import type { WorkflowDocument } from '@heddle/core/definition/workflow-document.ts'
import { planNode } from '@heddle/core/plan/compile-plan.ts'
import { toPropertyRuns } from '@heddle/core/testing/property-runs.ts'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createInProcessBus } from '../bus/in-process-bus.ts'
import { PlanCache } from '../engine/plan-cache.ts'
import { createLogger } from '../ops/logger.ts'
import { runInTransactionOf } from '../store/run-in-transaction.ts'
import { type DamageChoice, damageKinds, inflict } from '../testing/damage.ts'
import { createTestDatabase } from '../testing/test-database.ts'
import { completeAtOnce, startTestEngine, type TestEngine } from '../testing/test-engine.ts'
import { waitFor } from '../testing/wait-for.ts'
import type { RunAttempt } from '../worker/attempt-job.ts'
import { createCheckpointer } from './create-checkpointer.ts'
import { type CheckupReport, createDoctor, type Doctor, executionsChangedChannel } from './doctor.ts'
import type { Alert } from './notify/notifier.ts'

const node = (does: string, more: object = {}) => ({ type: 'noop', params: { does }, ...more })

/** Retries, a failure with a way out, a skip, and a node in the middle that holds, waits or goes on. */
const documentWith = (middle: string): WorkflowDocument => ({
  name: `with ${middle}`,
  nodes: {
    first: node('ok'),
    flaky: node('flaky', { retry: { maxAttempts: 3, delayMs: 0 } }),
    broken: node('fail'),
    rescue: node('ok'),
    skipped: node('ok'),
    middle: node(middle),
    side: node('ok'),
    last: node('ok', { triggerRule: 'all_done' }),
  },
  edges: [
    { source: 'first', target: 'flaky' },
    { source: 'first', target: 'broken' },
    { source: 'broken', target: 'rescue', port: 'failure' },
    { source: 'broken', target: 'skipped' },
    { source: 'flaky', target: 'middle' },
    { source: 'flaky', target: 'side' },
    { source: 'middle', target: 'last' },
    { source: 'rescue', target: 'last' },
  ],
})

const middles = ['ok', 'fail', 'hold', 'wait'] as const

/** Attempts that were started while the test looked. */
let started: string[] = []
let mayHoldersGo = false

const runAttempt: RunAttempt = async (job) => {
  const { nodeIndex, attempt, workerId, plan, execution } = job
  const { id, params } = planNode(plan, nodeIndex)
  started.push(`${execution.id}/${id}`)
  const address = { nodeIndex, attempt, workerId }
  const error = { code: 'THROWN', message: `${id} breaks`, retryable: true } as const
  const failed = { type: 'fail-attempt', ...address, error, random: 0 } as const
  if (params.does === 'fail' || (params.does === 'flaky' && attempt === 1)) return failed
  if (params.does === 'wait' && !mayHoldersGo)
    return { type: 'suspend-attempt', ...address, port: 'success', reason: 'signal', until: null }
  if (params.does === 'hold' && !mayHoldersGo)
    return new Promise((resolve) => job.signal.addEventListener('abort', () => resolve(failed)))
  const output = { kind: 'inline', value: { of: id, run: execution.id, n: 1.5 } } as const
  return { ...(await completeAtOnce(job)), output } as Awaited<ReturnType<RunAttempt>>
}

const tables = [
  'workflow_executions',
  'node_states',
  'execution_events',
  'job_assignments',
  'execution_checkpoints',
  'artifacts',
] as const

let database: Awaited<ReturnType<typeof createTestDatabase>>
let doctor: Doctor
let executions: { id: string; isOver: boolean }[] = []
const alerts: Alert[] = []
const announced: unknown[] = []

beforeAll(async () => {
  database = await createTestDatabase()
  const { pool } = database
  const bus = createInProcessBus()
  await bus.subscribe(executionsChangedChannel, (message) => announced.push(message))
  doctor = createDoctor({
    ...{ db: pool, bus, plans: new PlanCache(pool), logger: createLogger('silent') },
    runInTransaction: runInTransactionOf(pool),
    notifier: { notify: async (alert) => void alerts.push(alert) },
  })
  executions = await makeExecutions()
})
afterAll(() => database.drop())

/** Real executions in all kinds of places, and a copy of the tables as they then are. */
async function makeExecutions() {
  const engine = await startTestEngine({ url: database.url, runAttempt })
  const { pool } = database
  const checkpointer = createCheckpointer({
    ...{ runInTransaction: runInTransactionOf(pool), plans: new PlanCache(pool) },
    ...{ logger: createLogger('silent'), everyEvents: 6, keepHours: 72 },
  })
  engine.engine.onCommitted(({ execution, events }) => checkpointer.onCommitted(execution, events))
  const made: { id: string; isOver: boolean }[] = []
  for (const middle of middles) {
    const workflowId = await engine.publish(documentWith(middle))
    const rest = middle === 'ok' || middle === 'fail'
    for (const then of rest ? ['end'] : ['stay', 'pause', 'cancel']) {
      const id = await engine.start(workflowId)
      made.push({ id, isOver: then === 'end' || then === 'cancel' })
      if (rest) await engine.untilFinished(id)
      else await untilMiddle(id)
      if (then === 'pause' || then === 'cancel') await engine.engine.control(id, then, null)
    }
  }
  // A retry keeps results of another execution.
  const [former] = made
  const workflow = await database.pool.query('SELECT workflow_id FROM workflow_executions WHERE id = $1', [
    former?.id,
  ])
  const kept = [0, 1].map((nodeIndex) => ({
    ...{ nodeIndex, port: 'success', conditions: {} },
    keptFrom: { executionId: former?.id ?? '', attempt: nodeIndex + 1 },
  }))
  const retry = await engine.start(workflow.rows[0].workflow_id, {
    trigger: 'retry',
    retry: { of: former?.id ?? '', kept },
  })
  await engine.untilFinished(retry)
  made.push({ id: retry, isOver: true })
  await engine.engine.untilIdle()
  await checkpointer.untilIdle()
  const [stored] = await read<{ count: number }>(
    'SELECT count(*)::int AS count FROM execution_checkpoints',
    [],
  )
  expect(stored?.count).toBeGreaterThan(3)
  for (const table of tables)
    await database.pool.query(`CREATE TABLE sound_${table} AS SELECT * FROM ${table}`)
  await engine.stop()
  return made
}

async function untilMiddle(id: string): Promise<void> {
  const text = `SELECT count(*) FILTER (WHERE node_id = 'middle' AND status IN ('running', 'waiting'))::int AS held,
    count(*) FILTER (WHERE node_id <> 'middle' AND status IN ('queued', 'running', 'retrying'))::int AS busy
    FROM node_states WHERE execution_id = $1`
  await waitFor(
    async () => {
      const { rows } = await database.pool.query(text, [id])
      return rows[0].held === 1 && rows[0].busy === 0
    },
    { what: 'the middle node to hold' },
  )
}

async function restoreAll(): Promise<void> {
  for (const table of tables) {
    await database.pool.query(`DELETE FROM ${table}`)
    await database.pool.query(`INSERT INTO ${table} SELECT * FROM sound_${table}`)
  }
}

const checkAll = { by: 'test', executionIds: null, since: null }
const repairAll = { ...checkAll, repair: 'what-is-damaged' } as const
const lookAtAll = { ...checkAll, repair: 'nothing' } as const

async function read<T extends object>(text: string, values: unknown[]): Promise<T[]> {
  return (await database.pool.query(text, values)).rows
}

interface NodeView {
  readonly node_id: string
  readonly status: string
  readonly attempt: number
  readonly output: unknown
}

const nodesText = (table: string) =>
  `SELECT node_id, status, attempt, output FROM ${table} WHERE execution_id = $1 ORDER BY node_id`

/** Nodes whose start and completion survived: what they did must never be done again. */
async function listDone(id: string, damaged: ReadonlySet<number>): Promise<NodeView[]> {
  const text = `SELECT c.node_id, c.seq, s.seq AS start, c.data ? 'keptFrom' AS kept FROM sound_execution_events c
    LEFT JOIN sound_execution_events s ON s.execution_id = c.execution_id AND s.node_id = c.node_id
     AND s.attempt = c.attempt AND s.type = 'node_started'
    WHERE c.execution_id = $1 AND c.type = 'node_completed'`
  const completions = await read<{ node_id: string; seq: number; start: number | null; kept: boolean }>(
    text,
    [id],
  )
  const forged = await read<{ node_id: string }>(
    'SELECT node_id FROM execution_events WHERE execution_id = $1 AND seq = ANY($2::int[])',
    [id, [...damaged]],
  )
  const survived = completions.filter(
    ({ seq, start, kept, node_id }) =>
      !damaged.has(seq) &&
      !kept &&
      start !== null &&
      !damaged.has(start) &&
      !forged.some((event) => event.node_id === node_id),
  )
  const names = new Set(survived.map((each) => each.node_id))
  const nodes = await read<NodeView>(nodesText('sound_node_states'), [id])
  return nodes.filter((each) => names.has(each.node_id))
}

/** Does what the sweep does, and lets everything that held go on. */
async function goOn(engine: TestEngine, id: string): Promise<string> {
  const nodes = await read<{ node_index: number; status: string; attempt: number; worker_id: string }>(
    `SELECT node_index, status, attempt, worker_id FROM node_states WHERE execution_id = $1`,
    [id],
  )
  for (const { node_index: nodeIndex, status, attempt, worker_id: workerId } of nodes) {
    const now = Date.now()
    const address = { now, nodeIndex, attempt, workerId }
    if (status === 'running')
      await engine.engine.submit(id, { type: 'lose-attempt', ...address, reason: 'worker_lost' })
    if (status === 'waiting')
      await engine.engine.submit(id, { type: 'wake-node', now, nodeIndex, cause: 'resolved' })
  }
  const [row] = await read<{ status: string }>('SELECT status FROM workflow_executions WHERE id = $1', [id])
  if (row?.status === 'paused') await engine.engine.control(id, 'resume', null)
  await engine.engine.redelivery.offerForgotten(0)
  return engine.untilFinished(id)
}

const choice = fc.record({
  kind: fc.constantFrom(...damageKinds),
  where: fc.double({ min: 0, max: 0.999, noNaN: true }),
  how: fc.double({ min: 0, max: 0.999, noNaN: true }),
})
const cases = fc.record({
  which: fc.nat(1000),
  damages: fc.array(choice, { minLength: 1, maxLength: 3 }),
})

interface Damaged {
  readonly id: string
  readonly isOver: boolean
  readonly done: readonly NodeView[]
}

async function damage(which: number, damages: readonly DamageChoice[]): Promise<Damaged> {
  const chosen = executions[which % executions.length]
  if (chosen === undefined) throw new RangeError('There is no execution')
  const seqs = new Set<number>()
  for (const each of damages) {
    for (const seq of await inflict({ pool: database.pool, executionId: chosen.id }, each)) seqs.add(seq)
  }
  return { ...chosen, done: await listDone(chosen.id, seqs) }
}

async function expectKept({ id, done }: Damaged): Promise<void> {
  const nodes = await read<NodeView>(nodesText('node_states'), [id])
  for (const each of done) expect(nodes).toContainEqual(each)
}

/** Every repair is told three times: what was found is kept, who did it is written down, an administrator hears of it. */
async function expectTold({ cases, damaged, strays }: CheckupReport): Promise<void> {
  for (const { executionId, repair } of cases) {
    const kept = await read('SELECT repair FROM execution_quarantine WHERE id = $1', [repair?.quarantineId])
    expect(kept).toEqual([{ repair: repair?.from }])
    const text = `SELECT actor FROM audit_log WHERE target_id = $1 AND details->>'quarantineId' = $2`
    expect(await read(text, [executionId, repair?.quarantineId])).toEqual([{ actor: 'test' }])
    // Of an execution that is not there nobody has a view.
    if (repair?.from !== 'removal') expect(announced).toContainEqual({ executionId })
  }
  expect(alerts).toHaveLength(damaged + strays > 0 ? 1 : 0)
}

describe('after any damage', () => {
  const numRuns = toPropertyRuns(40)

  test('a repair leaves nothing to find, repeats nothing that is known to be done, and unfinished executions finish', async () => {
    await fc.assert(
      fc.asyncProperty(cases, async ({ which, damages }) => {
        await restoreAll()
        const damaged = await damage(which, damages)
        for (const told of [alerts, announced]) told.length = 0
        const report = await doctor.check(repairAll)
        expect(report.cases.map((each) => each.problem)).toEqual(report.cases.map(() => null))
        await expectTold(report)
        expect(await doctor.check(lookAtAll)).toMatchObject({ damaged: 0, checked: executions.length })
        await expectKept(damaged)
        started = []
        mayHoldersGo = true
        const engine = await startTestEngine({ url: database.url, runAttempt })
        try {
          await goOn(engine, damaged.id)
          await engine.engine.untilIdle()
        } finally {
          await engine.stop()
          mayHoldersGo = false
        }
        const again = damaged.done.filter((each) => started.includes(`${damaged.id}/${each.node_id}`))
        expect(again).toEqual([])
        await expectKept(damaged)
        expect(await doctor.check(lookAtAll)).toMatchObject({ damaged: 0 })
      }),
      { numRuns, endOnFailure: false },
    )
  }, 600_000)
})

test('sound executions are found sound, whatever became of them', async () => {
  await restoreAll()
  expect(await doctor.check(lookAtAll)).toMatchObject({ checked: executions.length, damaged: 0, cases: [] })
})

test('a repair that comes to nothing is rolled back, told with its reason, and leaves the state as it was found', async () => {
  await restoreAll()
  const id = executions[0]?.id
  const look = () =>
    read(
      `SELECT e.last_seq, n.status, n.attempt, (SELECT count(*)::int FROM execution_quarantine) AS quarantines
         FROM workflow_executions e JOIN node_states n ON n.execution_id = e.id WHERE e.id = $1 ORDER BY n.node_index`,
      [id],
    )
  await read(`UPDATE node_states SET status = 'failed' WHERE execution_id = $1 AND node_id = 'first'`, [id])
  const found = await look()
  // What a repair writes is damaged at once.
  await database.pool.query(`
    CREATE FUNCTION count_on() RETURNS TRIGGER LANGUAGE plpgsql AS $$
    BEGIN NEW.attempt := NEW.attempt + 1; RETURN NEW; END $$;
    CREATE TRIGGER count_on BEFORE INSERT OR UPDATE ON node_states FOR EACH ROW EXECUTE FUNCTION count_on()`)
  try {
    const report = await doctor.check(repairAll)
    const problem = expect.stringMatching(/^The repair was rolled back: \w/)
    expect(report).toMatchObject({ damaged: 1, repaired: 0, cases: [{ repair: null, problem }] })
    expect(alerts.at(-1)).toMatchObject({ severity: 'error' })
    expect(await look()).toEqual(found)
  } finally {
    await database.pool.query('DROP FUNCTION count_on CASCADE')
  }
  expect(await doctor.check(repairAll)).toMatchObject({ damaged: 1, repaired: 1 })
})
