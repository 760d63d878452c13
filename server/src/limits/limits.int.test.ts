import type { WorkflowDocument } from '@heddle/core/definition/workflow-document.ts'
import { beforeEach, describe, expect, test } from 'vitest'
import { installFault } from '../engine/fault-points.ts'
import { sweep } from '../engine/sweep.ts'
import { createLogger } from '../ops/logger.ts'
import { listLeaseHolders } from '../store/limit-leases.ts'
import { readQueuedDepth } from '../store/read-queued-depth.ts'
import { closePresence, renewPresence } from '../store/worker-presence.ts'
import { completeAtOnce } from '../testing/test-engine.ts'
import { useTestEngines } from '../testing/use-test-engines.ts'
import { waitFor } from '../testing/wait-for.ts'
import type { RunAttempt } from '../worker/attempt-job.ts'

const testEngines = useTestEngines({ isShared: true })
const { start } = testEngines

// What the engines of the test before left behind when they were stopped.
beforeEach(() => testEngines.pool.query('TRUNCATE limit_leases, limit_waits, rate_starts'))

/** Attempts that end when the test says so, and how many ran at once. */
function createStage() {
  const running = new Map<string, () => void>()
  let most = 0
  const runAttempt: RunAttempt = async (job) => {
    const key = `${job.execution.id}/${job.nodeIndex}`
    await new Promise<void>((resolve) => {
      running.set(key, resolve)
      most = Math.max(most, running.size)
      job.signal.addEventListener('abort', () => resolve())
    })
    running.delete(key)
    return completeAtOnce(job)
  }
  const endOne = () => [...running.values()][0]?.()
  return { runAttempt, running, endOne, most: () => most }
}

const keyed = (nodes: number, limit: number): WorkflowDocument => ({
  name: 'keyed',
  nodes: Object.fromEntries(
    Array.from({ length: nodes }, (_, at) => [
      `n${at}`,
      { type: 'noop', concurrencyKey: 'the database', concurrencyLimit: limit },
    ]),
  ),
})

describe('a concurrency key', () => {
  test('lets no more nodes run at once than it allows, over executions and processes', async () => {
    const stage = createStage()
    const engines = [await start(stage), await start(stage)]
    const [first, second] = engines
    const workflowId = (await first?.publish(keyed(4, 2))) ?? ''
    const ids = [(await first?.start(workflowId)) ?? '', (await second?.start(workflowId)) ?? '']
    // None ends before both slots were held, however slow the machine is.
    const pace = setInterval(() => stage.most() >= 2 && stage.endOne(), 20)
    for (const id of ids) expect(await first?.untilFinished(id)).toBe('completed')
    clearInterval(pace)
    expect(stage.most()).toBe(2)
  })

  test('says who holds its slots and who waits, and forgets them when they are done', async () => {
    const stage = createStage()
    const engine = await start(stage)
    const id = await engine.start(await engine.publish(keyed(2, 1)))
    await waitFor(() => stage.running.size === 1, { what: 'the first node to run' })
    const waits = () =>
      testEngines.pool.query('SELECT node_index FROM limit_waits WHERE execution_id = $1 AND kind = $2', [
        id,
        'concurrency',
      ])
    await waitFor(async () => (await waits()).rows.length === 1, { what: 'the second node to wait' })
    const holders = await listLeaseHolders(testEngines.pool, { workspaceId: 'default', key: 'the database' })
    expect(holders).toMatchObject([{ executionId: id, workflowName: 'keyed', attempt: 1 }])
    // No worker would help a node that a limit holds back.
    expect(await readQueuedDepth(testEngines.pool)).toMatchObject({ tasks: 0, oldestMs: null })
    const [first = ''] = [...stage.running.keys()]
    stage.endOne()
    await waitFor(() => stage.running.size === 1 && !stage.running.has(first), { what: 'the second to run' })
    stage.endOne()
    await engine.untilFinished(id)
    // Slots are given back after the commit that ends the run.
    await waitFor(
      async () => {
        const left = await listLeaseHolders(testEngines.pool, { workspaceId: 'default', key: null })
        return left.length === 0 && (await waits()).rows.length === 0
      },
      { what: 'nobody to hold a slot or to wait' },
    )
  })

  test('leaks no slot of a cancelled execution', async () => {
    const stage = createStage()
    const engine = await start(stage)
    const workflowId = await engine.publish(keyed(1, 1))
    const holder = await engine.start(workflowId)
    await waitFor(() => stage.running.size === 1, { what: 'the holder to run' })
    const next = await engine.start(workflowId)
    await engine.engine.control(holder, 'cancel', null)
    await waitFor(() => stage.running.has(`${next}/0`), { what: 'the next one to run' })
    stage.endOne()
    expect(await engine.untilFinished(next)).toBe('completed')
  })

  test('leaks no slot of a worker that vanished', async () => {
    const stage = createStage()
    const gone = await start(stage)
    const workflowId = await gone.publish(keyed(1, 1))
    const holder = await gone.start(workflowId)
    await waitFor(() => stage.running.size === 1, { what: 'the holder to run' })
    const other = await start()
    const next = await other.start(workflowId)
    const { id } = gone.worker
    const machine = { hostname: 'gone', pid: 1, machine: null, version: '0', workerGroups: [], capacity: 1 }
    await renewPresence(
      testEngines.pool,
      { id, ...machine },
      { used: 1, cpuPercent: null, memoryBytes: null },
    )
    await closePresence(testEngines.pool, [id])
    // So that the node does not take its slot again before the other one can have it.
    await other.engine.control(holder, 'pause', null)
    await sweep({ db: other.pool, engine: other.engine, logger: createLogger('silent') }, 0)
    expect(await other.untilFinished(next)).toBe('completed')
    await other.engine.control(holder, 'resume', null)
    expect(await other.untilFinished(holder)).toBe('completed')
    await waitFor(
      async () =>
        (await listLeaseHolders(testEngines.pool, { workspaceId: 'default', key: null })).length === 0,
    )
  })

  test('whose expression fails fails its node', async () => {
    const engine = await start()
    const document = {
      name: 'broken',
      nodes: { only: { type: 'noop', concurrencyKey: '{{ input.customer }}' } },
    }
    const id = await engine.start(await engine.publish(document))
    expect(await engine.untilFinished(id)).toBe('failed')
  })
})

test('a rate lets no more nodes start within a period than it allows', async () => {
  await testEngines.pool.query(rememberStartsText)
  const engine = await start()
  const rateLimit = { limit: 3, perSeconds: 0.6, key: 'calls' }
  const nodes = Object.fromEntries(
    Array.from({ length: 8 }, (_, at) => [`n${at}`, { type: 'noop', rateLimit }]),
  )
  const id = await engine.start(await engine.publish({ name: 'rated', nodes }))
  expect(await engine.untilFinished(id)).toBe('completed')
  const { rows } = await testEngines.pool.query<{ started_at: Date }>(
    'SELECT started_at FROM granted_starts ORDER BY started_at',
  )
  const starts = rows.map(({ started_at }) => started_at.getTime())
  expect(starts).toHaveLength(8)
  for (let at = 3; at < starts.length; at += 1) {
    expect((starts[at] ?? 0) - (starts[at - 3] ?? 0)).toBeGreaterThanOrEqual(600)
  }
})

// When starts were granted: nodes begin a little later each, and the table itself keeps none that is over.
const rememberStartsText = `
CREATE TABLE granted_starts (started_at timestamptz(3) NOT NULL);
CREATE FUNCTION remember_start() RETURNS TRIGGER LANGUAGE plpgsql AS $$
BEGIN INSERT INTO granted_starts VALUES (NEW.started_at); RETURN NEW; END $$;
CREATE TRIGGER remember BEFORE INSERT ON rate_starts FOR EACH ROW EXECUTE FUNCTION remember_start()`

const limited = (onLimit: 'queue' | 'skip' | 'cancel_oldest'): WorkflowDocument => ({
  name: 'limited',
  settings: { maxConcurrentExecutions: 1, onLimit },
  nodes: { only: { type: 'noop' } },
})

describe('a workflow that runs one execution at once', () => {
  test('lets the others in one after the other, the most urgent first', async () => {
    const stage = createStage()
    const [engine, other] = [await start(stage), await start(stage)]
    const workflowId = await engine.publish(limited('queue'))
    const first = await engine.start(workflowId)
    await waitFor(() => stage.running.size === 1, { what: 'the first one to run' })
    const late = await other.start(workflowId)
    const urgent = await engine.start(workflowId, { priority: 5 })
    for (const id of [first, urgent, late]) {
      await waitFor(() => stage.running.has(`${id}/0`), { what: `${id} to run` })
      expect(stage.running.size).toBe(1)
      stage.endOne()
      expect(await engine.untilFinished(id)).toBe('completed')
    }
    expect(stage.most()).toBe(1)
  })

  test('skips what comes while it runs, where it says so', async () => {
    const stage = createStage()
    const engine = await start(stage)
    const workflowId = await engine.publish(limited('skip'))
    const first = await engine.start(workflowId)
    await waitFor(() => stage.running.size === 1, { what: 'the first one to run' })
    expect(await engine.untilFinished(await engine.start(workflowId))).toBe('cancelled')
    stage.endOne()
    expect(await engine.untilFinished(first)).toBe('completed')
  })

  test('cancels the oldest for the newest, where it says so', async () => {
    const stage = createStage()
    const engine = await start(stage)
    const workflowId = await engine.publish(limited('cancel_oldest'))
    const first = await engine.start(workflowId)
    await waitFor(() => stage.running.size === 1, { what: 'the first one to run' })
    const second = await engine.start(workflowId)
    expect(await engine.untilFinished(first)).toBe('cancelled')
    await waitFor(() => stage.running.has(`${second}/0`), { what: 'the second one to run' })
    stage.endOne()
    expect(await engine.untilFinished(second)).toBe('completed')
  })
})

/** Breaks the connections whose transactions hold a lock of the kind that admissions are looked at under. */
async function killLockHolders(): Promise<number> {
  const { rowCount } = await testEngines.pool.query(
    `SELECT pg_terminate_backend(pid) FROM pg_locks JOIN pg_database d ON d.oid = database
      WHERE locktype = 'advisory' AND d.datname = current_database() AND pid <> pg_backend_pid()`,
  )
  return rowCount ?? 0
}

const runningText = `SELECT id FROM workflow_executions WHERE workflow_id = $1 AND status = 'running'`

test('a process that loses its lock between its decision and its commit lets no execution too many in', async () => {
  const stage = createStage()
  const [slow, quick] = [await start(stage), await start(stage)]
  const workflowId = await quick.publish(limited('queue'))
  const submit = slow.engine.submit.bind(slow.engine)
  const outcomes: unknown[] = []
  let urgent = ''
  slow.engine.submit = async (executionId, command) => {
    if (command.type !== 'admit-execution' || urgent !== '') return submit(executionId, command)
    expect(await killLockHolders()).toBe(1)
    urgent = await quick.start(workflowId, { priority: 5 })
    await waitFor(() => stage.running.has(`${urgent}/0`), { what: 'the urgent one to run' })
    const outcome = await submit(executionId, command)
    outcomes.push(outcome)
    return outcome
  }
  const late = await slow.start(workflowId)
  await waitFor(() => outcomes.length > 0, { what: 'the admission to be decided' })
  expect(outcomes).toEqual([{ ok: false, refusal: 'no-free-slot' }])
  expect((await testEngines.pool.query(runningText, [workflowId])).rows).toEqual([{ id: urgent }])
  stage.endOne()
  await waitFor(() => stage.running.has(`${late}/0`), { what: 'the late one to run' })
  stage.endOne()
  expect(await slow.untilFinished(late)).toBe('completed')
  expect(stage.most()).toBe(1)
})

test('an admission whose own connection breaks is decided anew on who runs then', async () => {
  const stage = createStage()
  const engine = await start(stage)
  const workflowId = await engine.publish(limited('queue'))
  let killed = 0
  installFault('before-commit', (work) => {
    if (killed > 0 || work.every(({ events }) => events[0]?.type !== 'execution_started')) return
    killed += 1
    throw Object.assign(new Error('terminating connection'), { code: '57P01' })
  })
  try {
    const id = await engine.start(workflowId)
    await waitFor(() => stage.running.has(`${id}/0`), { what: 'it to run' })
    const next = await engine.start(workflowId)
    stage.endOne()
    await waitFor(() => stage.running.has(`${next}/0`), { what: 'the next to run' })
    expect([killed, stage.most()]).toEqual([1, 1])
    stage.endOne()
    expect(await engine.untilFinished(next)).toBe('completed')
  } finally {
    installFault('before-commit', null)
  }
})
