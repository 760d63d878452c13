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
