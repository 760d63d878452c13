/** Limits that cannot be asked for: no node waits for ever because of its key, or of a moment without the database. */
import type { WorkflowDocument } from '@heddle/core/definition/workflow-document.ts'
import { expect, test } from 'vitest'
import { createLogger } from '../ops/logger.ts'
import { startTestApi } from '../testing/start-test-api.ts'
import { createTestDatabase } from '../testing/test-database.ts'
import { startTestRedis } from '../testing/test-redis.ts'
import { waitFor } from '../testing/wait-for.ts'
import { SlotGiver } from './slot-giver.ts'

const keyed = (node: object): WorkflowDocument => ({ name: 'keyed', nodes: { a: { type: 'noop', ...node } } })

test('a key that the database cannot keep fails its node with what to do', async () => {
  const api = await startTestApi()
  try {
    const rows = [
      [{ concurrencyKey: '{{ input.long }}' }, '3000 bytes'],
      [{ rateLimit: { limit: 1, perSeconds: 60, key: '{{ input.long }}' } }, '3000 bytes'],
      [{ concurrencyKey: '字'.repeat(1000) }, '3000 bytes'],
      [{ concurrencyKey: '{{ $decodeUrlComponent("%00") }}' }, 'U+0000'],
    ] as const
    for (const [node, says] of rows) {
      const workflowId = await api.createWorkflow(keyed(node))
      const { status, error } = await api.run(workflowId, { input: { long: 'x'.repeat(3000) } })
      expect([status, error.code, error.retryable]).toEqual(['failed', 'EXPRESSION', false])
      expect(error.message).toContain(says)
      expect(error.message).toContain('short name')
    }
  } finally {
    await api.close()
  }
})

test('a key whose expression gives nothing fails its node and says which, where and what to do', async () => {
  const api = await startTestApi()
  try {
    const rate = (key: string) => ({ rateLimit: { limit: 1, perSeconds: 60, key } })
    const rows = [
      [{ concurrencyKey: '{{ input.customer }}' }, 'concurrencyKey'],
      [{ concurrencyKey: '{{ input.none }}' }, 'concurrencyKey'],
      [{ concurrencyKey: '{{ input.blank }}' }, 'concurrencyKey'],
      [{ concurrencyKey: '{{ input.blank }}{{ input.none }}' }, 'concurrencyKey'],
      [rate('{{ input.customer }}'), 'rateLimit.key'],
      [{ concurrencyKey: 'the loom', ...rate('{{ input.none }}') }, 'rateLimit.key'],
    ] as const
    for (const [node, field] of rows) {
      const workflowId = await api.createWorkflow(keyed({ name: 'Weave', ...node }))
      const { status, error } = await api.run(workflowId, { input: { none: null, blank: ' ' } })
      expect(status).toBe('failed')
      expect(error).toMatchObject({ code: 'EXPRESSION', retryable: false, details: { nodeId: 'a', field } })
      expect(error.message).toContain(`The ${field} of Weave evaluates to nothing. Give the value`)
    }
    const zero = await api.createWorkflow(keyed({ concurrencyKey: '{{ input.zero }}' }))
    expect((await api.run(zero, { input: { zero: 0 } })).status).toBe('completed')
  } finally {
    await api.close()
  }
})

test('a node whose limits could not be asked for comes back when they can', async () => {
  const redis = await startTestRedis()
  const database = await createTestDatabase()
  const api = await startTestApi({ databaseUrl: database.url, env: { REDIS_URL: redis.url } })
  try {
    const workflowId = await api.createWorkflow(keyed({ concurrencyKey: 'the loom' }))
    await database.pool.query(refuseText)
    const { body } = await api.call(`POST /api/workflows/${workflowId}/execute`, { body: {} })
    await waitFor(async () => (await database.pool.query(askedText)).rows[0].is_called, {
      what: 'the limits to be asked for in vain',
    })
    await database.pool.query(allowText)
    const report = (await api.call(`GET /api/executions/${body.execution_id}?wait=40`)).body
    expect(report.status).toBe('completed')
  } finally {
    await api.close()
    await database.drop()
    await redis.stop()
  }
}, 90_000)

test('a rate is kept where another node uses its key with a shorter period', async () => {
  const api = await startTestApi()
  try {
    const slow = { limit: 1, perSeconds: 3600, key: 'calls' }
    const first = await api.createWorkflow(keyed({ rateLimit: slow }))
    const other = await api.createWorkflow(keyed({ rateLimit: { ...slow, limit: 9, perSeconds: 0.001 } }))
    for (const id of [first, other, other]) expect((await api.run(id)).status).toBe('completed')
    const { body } = await api.call(`POST /api/workflows/${first}/execute`, { body: {} })
    const reasons = await waitFor(
      async () => {
        const why = await api.call(`GET /api/executions/${body.execution_id}/nodes/a/why`)
        return why.body.status === 'queued' && why.body.reasons[0]?.code !== 'queue' && why.body.reasons
      },
      { what: 'the node to wait for the rate' },
    )
    expect(reasons).toMatchObject([{ code: 'rate_limit', key: 'calls' }])
    await api.call(`POST /api/executions/${body.execution_id}/cancel`)
  } finally {
    await api.close()
  }
})

test('starts of keys that nobody uses again are forgotten, those within a period are not', async () => {
  const database = await createTestDatabase()
  try {
    const db = database.pool
    const start = (key: string, perMs: number) => db.query(startText, [key, perMs])
    for (const key of ['a', 'b']) await start(key, 0.001)
    for (const perMs of [0.001, 3_600_000]) await start('shared', perMs)
    const offer = async () => undefined
    await new SlotGiver({ db, offer, logger: createLogger('silent') }).look()
    const { rows } = await db.query('SELECT key, count(*)::int FROM rate_starts GROUP BY key')
    expect(rows).toEqual([{ key: 'shared', count: 2 }])
  } finally {
    await database.drop()
  }
})

const startText = `
INSERT INTO rate_starts (workspace_id, key, started_at, slots, per_ms) VALUES ('default', $1, clock_timestamp(), 1, $2)`

// Whoever takes a slot is refused; a sequence remembers it, whatever is rolled back.
const refuseText = `
CREATE SEQUENCE asked;
CREATE FUNCTION refuse() RETURNS TRIGGER LANGUAGE plpgsql AS $$
BEGIN PERFORM nextval('asked'); RAISE 'not now'; END $$;
CREATE TRIGGER refuse BEFORE INSERT ON limit_leases FOR EACH ROW EXECUTE FUNCTION refuse()`
const allowText = 'DROP TRIGGER refuse ON limit_leases'
const askedText = 'SELECT is_called FROM asked'
