import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createTestDatabase, type TestDatabase } from '../testing/test-database.ts'
import { startTestEngine, type TestEngine } from '../testing/test-engine.ts'
import { waitFor } from '../testing/wait-for.ts'
import { commitTransitions } from './commit-transitions.ts'
import type { Transition } from './transition.ts'

let database: TestDatabase
let testEngine: TestEngine

beforeAll(async () => {
  database = await createTestDatabase()
  testEngine = await startTestEngine({ url: database.url })
})
afterAll(async () => {
  await testEngine?.stop()
  await database?.drop()
})

async function createExecutions(count: number): Promise<string[]> {
  const workflowId = await testEngine.publish({ name: 'W', nodes: { a: { type: 'noop' } }, edges: [] })
  const ids: string[] = []
  for (let made = 0; made < count; made += 1) ids.push(await testEngine.start(workflowId))
  await Promise.all(ids.map((id) => testEngine.untilFinished(id)))
  return ids.sort()
}

/** Moves the execution from its last event to its last event. */
async function toTransition(executionId: string): Promise<Transition> {
  const execution = await testEngine.engine.executions.get(executionId)
  if (execution === null) throw new Error('The execution is there')
  const { identity, state } = execution
  const nothing = { totalNodes: 1, events: [], nodes: [], assignments: [] }
  return { executionId, expectedSeq: state.seq, identity, header: state, counts: state.counts, ...nothing }
}

async function countBlocked(): Promise<number> {
  const { rows } = await database.pool.query(
    `SELECT count(*)::int AS count FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'`,
  )
  return rows[0].count
}

test('commits that meet at the same executions wait for each other in one order, however they came by them', async () => {
  const transitions = await Promise.all((await createExecutions(9)).map(toTransition))
  const holder = await database.pool.connect()
  try {
    await holder.query('BEGIN')
    await holder.query('SELECT FROM workflow_executions WHERE id = $1 FOR UPDATE', [
      transitions[4]?.executionId,
    ])
    const commits = [transitions, transitions.toReversed()].map((list) =>
      commitTransitions(database.pool, list),
    )
    await waitFor(async () => (await countBlocked()) === 2, { what: 'both commits to wait' })
    await holder.query('COMMIT')
    expect((await Promise.all(commits)).map(({ size }) => size)).toEqual([9, 9])
  } finally {
    holder.release()
  }
})

/** The same execution as if it had just begun, under an id of its own. */
async function toBeginning(executionId: string): Promise<Transition> {
  const [own, { rows }] = await Promise.all([
    toTransition(executionId),
    database.pool.query('SELECT * FROM execution_events WHERE execution_id = $1 ORDER BY seq', [executionId]),
  ])
  const events = rows.map(({ node_id: nodeId, timestamp, ...row }) => ({
    ...{ seq: row.seq, type: row.type, attempt: row.attempt, data: row.data },
    nodeId,
    timestamp: timestamp.toISOString(),
  }))
  return { ...own, executionId: randomUUID(), expectedSeq: null, events }
}

test('one batch begins executions and moves others, each by itself where somebody else was first', async () => {
  const [first = '', second = '', third = ''] = await createExecutions(3)
  const [begun, taken, moving] = await Promise.all([
    toBeginning(first),
    toBeginning(first),
    toTransition(second),
  ])
  const behind = { ...(await toTransition(third)), expectedSeq: 1 }
  const known = { ...taken, executionId: third }
  const moved = await commitTransitions(database.pool, [begun, moving, behind])
  expect([...moved].sort()).toEqual([begun.executionId, second].sort())
  expect(await commitTransitions(database.pool, [known])).toEqual(new Set())
  const { rows } = await database.pool.query(
    `SELECT e.id, e.status, e.last_seq, e.total_nodes, e.completed_nodes, e.version, e.input, count(v.*)::int AS events
       FROM workflow_executions e LEFT JOIN execution_events v ON v.execution_id = e.id
      WHERE e.id = ANY($1) GROUP BY e.id`,
    [[first, begun.executionId]],
  )
  const [one, other] = rows.map(({ id: _, ...row }) => row)
  expect(other).toEqual(one)
  expect(one).toMatchObject({ status: 'completed', total_nodes: 1, completed_nodes: 1, events: one.last_seq })
})
