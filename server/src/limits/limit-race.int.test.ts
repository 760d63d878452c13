/** Two processes with hundreds of nodes on one key: what the database says ran at any moment, after the fact. */
import type { WorkflowDocument } from '@heddle/core/definition/workflow-document.ts'
import { beforeAll, beforeEach, expect, test } from 'vitest'
import { completeAtOnce, type TestEngine } from '../testing/test-engine.ts'
import { useTestEngines } from '../testing/use-test-engines.ts'
import { waitFor } from '../testing/wait-for.ts'
import type { RunAttempt } from '../worker/attempt-job.ts'

const testEngines = useTestEngines({ isShared: true })

beforeAll(() => testEngines.pool.query(slowText))
beforeEach(() => testEngines.pool.query('TRUNCATE limit_leases, limit_waits, rate_starts'))

async function startBoth(runAttempt: RunAttempt): Promise<readonly [TestEngine, TestEngine]> {
  return [await testEngines.start({ runAttempt }), await testEngines.start({ runAttempt })]
}

const wide = (nodes: number, node: object): WorkflowDocument => ({
  name: 'wide',
  nodes: Object.fromEntries(Array.from({ length: nodes }, (_, at) => [`n${at}`, { type: 'noop', ...node }])),
})

/** Attempts of which none ends before so many run at once, with the most that did, in both processes. */
function createCount(awaited: number) {
  const waiting: (() => void)[] = []
  let running = 0
  let most = 0
  const runAttempt: RunAttempt = async (job) => {
    running += 1
    most = Math.max(most, running)
    if (most < awaited) await new Promise<void>((resolve) => waiting.push(resolve))
    else for (const resolve of waiting.splice(0)) resolve()
    await new Promise((resolve) => setImmediate(resolve))
    running -= 1
    return completeAtOnce(job)
  }
  return { runAttempt, most: () => most }
}

/** Whoever gives a slot takes its time, between what it sees and what others see of it. */
const slowText = `
CREATE FUNCTION wait_a_little() RETURNS TRIGGER LANGUAGE plpgsql AS $$ BEGIN PERFORM pg_sleep(0.05); RETURN NULL; END $$;
CREATE TRIGGER slow BEFORE INSERT ON limit_leases FOR EACH STATEMENT EXECUTE FUNCTION wait_a_little();
CREATE TRIGGER slow BEFORE INSERT ON rate_starts FOR EACH STATEMENT EXECUTE FUNCTION wait_a_little()`

test('two processes that race with hundreds of nodes use all slots of a key and never one more', async () => {
  const count = createCount(40)
  const [first, second] = await startBoth(count.runAttempt)
  const document = wide(150, { concurrencyKey: 'loom', concurrencyLimit: 40 })
  const workflowIds = [await first.publish(document), await second.publish(document)] as const
  const ids = await Promise.all([first.start(workflowIds[0]), second.start(workflowIds[1])])
  for (const id of ids) expect(await first.untilFinished(id)).toBe('completed')
  expect(count.most()).toBe(40)
  const { rows } = await testEngines.pool.query(overlapText, [ids])
  expect(rows[0].nodes).toBe(300)
  // As the history tells it, by the clocks of those who wrote it.
  expect(rows[0].most).toBeLessThanOrEqual(40)
  expect((await testEngines.pool.query('SELECT FROM limit_waits')).rows).toEqual([])
}, 60_000)

test('two processes that race for the starts of a rate never exceed it', async () => {
  const [first, second] = await startBoth(completeAtOnce)
  const document = wide(150, { rateLimit: { limit: 200, perSeconds: 3600, key: 'calls' } })
  const workflowIds = [await first.publish(document), await second.publish(document)] as const
  const ids = await Promise.all([first.start(workflowIds[0]), second.start(workflowIds[1])])
  const countText = `
SELECT (SELECT count(*)::int FROM node_states WHERE status = 'completed' AND execution_id = ANY($1)) AS completed,
       (SELECT count(*)::int FROM limit_waits WHERE kind = 'rate' AND until > now()) AS waiting`
  await waitFor(
    async () => {
      const [row] = (await testEngines.pool.query(countText, [ids])).rows
      return row.completed === 200 && row.waiting === 100
    },
    { deadlineMs: 45_000, what: '200 to start and 100 to wait' },
  )
  expect((await testEngines.pool.query('SELECT FROM rate_starts')).rows).toHaveLength(200)
  for (const id of ids) await first.engine.control(id, 'cancel', null)
}, 60_000)

// The most that are open wherever one begins; ends count before begins at the same millisecond.
const overlapText = `
SELECT count(*)::int AS nodes, max(open) AS most FROM (
  SELECT (SELECT count(*)::int FROM node_states o
           WHERE o.execution_id = ANY($1) AND o.started_at <= n.started_at AND o.completed_at > n.started_at) AS open
    FROM node_states n WHERE n.execution_id = ANY($1)) moments`
