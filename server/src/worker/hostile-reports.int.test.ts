/** Reports that cannot be committed at the first try: work that is done counts all the same. */
import { expect, test } from 'vitest'
import { createTestDatabase } from '../testing/test-database.ts'
import { completeAtOnce, startTestEngine } from '../testing/test-engine.ts'
import { waitFor } from '../testing/wait-for.ts'

test('a report that was refused for too many collisions is made again, and fails nothing', async () => {
  const database = await createTestDatabase()
  const work = Promise.withResolvers<void>()
  const engine = await startTestEngine({
    url: database.url,
    isShared: true,
    runAttempt: async (job) => {
      await work.promise
      return completeAtOnce(job)
    },
  })
  try {
    const id = await engine.start(await engine.publish({ name: 'contended', nodes: { a: { type: 'noop' } } }))
    await waitFor(() => engine.worker.used === 1, { what: 'the node to run' })
    const move = (by: number) =>
      database.pool.query('UPDATE workflow_executions SET last_seq = last_seq + $2 WHERE id = $1', [id, by])
    // As if somebody else were always first: no commit finds the seq that it was decided on.
    await move(1_000)
    const before = engine.engine.counters.conflicts
    work.resolve()
    await waitFor(() => engine.engine.counters.conflicts >= before + 20, { what: 'the report to be refused' })
    await move(-1_000)
    expect(await engine.untilFinished(id)).toBe('completed')
    const { rows } = await database.pool.query(
      'SELECT status, attempt, error FROM node_states WHERE execution_id = $1',
      [id],
    )
    expect(rows).toEqual([{ status: 'completed', attempt: 1, error: null }])
  } finally {
    await engine.stop()
    await database.drop()
  }
})
