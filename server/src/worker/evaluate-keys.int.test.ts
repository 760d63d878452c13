/** How often the expressions of limit keys are evaluated, and what of it is shared. */
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createExpressionPool, type ExpressionPool } from '../expressions/expression-pool.ts'
import { createTestDatabase } from '../testing/test-database.ts'
import { startTestEngine } from '../testing/test-engine.ts'
import { createKeyEvaluation } from './evaluate-keys.ts'
import { createNodeValues } from './node-values.ts'

let database: Awaited<ReturnType<typeof createTestDatabase>>
let expressions: ExpressionPool

beforeAll(async () => {
  database = await createTestDatabase()
  expressions = createExpressionPool()
})
afterAll(async () => {
  await expressions.close()
  await database.drop()
})

/** An execution of nodes that nobody takes, asked for the keys of all of them in one turn. */
async function evaluate(input: unknown, keys: readonly string[]) {
  const engine = await startTestEngine({ url: database.url, capacity: 0 })
  try {
    const nodes = Object.fromEntries(keys.map((_, at) => [`n${at}`, { type: 'noop' }]))
    const id = await engine.start(await engine.publish({ name: 'idle', nodes }), { input })
    const execution = await engine.engine.executions.get(id)
    if (execution === null) throw new Error('The execution is gone')
    let jobs = 0
    const counting: ExpressionPool = {
      run: (job) => {
        jobs += 1
        return expressions.run(job)
      },
      close: () => expressions.close(),
    }
    const storedValues = { read: async () => null, write: () => Promise.reject(new Error('unused')) }
    const values = createNodeValues({ load: async () => [], storedValues })
    const name = createKeyEvaluation({ engine: engine.engine, expressions: counting, values })
    const task = { executionId: id, attempt: 1, priority: 0, seq: 0, workerGroup: 'default' }
    const askAll = () =>
      Promise.all(keys.map((key, nodeIndex) => name(execution, { ...task, nodeIndex }, { concurrency: key })))
    const first = await askAll()
    return { first, second: await askAll(), jobs }
  } finally {
    await engine.stop()
  }
}

const named = (concurrency: string | null) => ({ ok: true, keys: { concurrency } })

test('a key that comes out the same in the whole run is evaluated once', async () => {
  const key = 'of {{ input.customer }}'
  const { first, second, jobs } = await evaluate({ customer: 'acme' }, [key, key, key])
  expect(first).toEqual([named('of acme'), named('of acme'), named('of acme')])
  expect([second, jobs]).toEqual([first, 1])
})

test('keys that differ are one job, and those by chance are each their own', async () => {
  const keys = ['{{ input.a }}', '{{ input.b }}', '{{ $string($random()) }}', '{{ $string($random()) }}']
  const { first, jobs } = await evaluate({ a: 1, b: null }, keys)
  expect(first.slice(0, 2)).toEqual([named('1'), named(null)])
  expect(first[2]).not.toEqual(first[3])
  // The second time only those by chance.
  expect(jobs).toBe(2)
})

test('a key that fails does so alone', async () => {
  const { first } = await evaluate({ a: 'x' }, ['{{ input.a }}', '{{ $error("no") }}', '{{ input.a & "y" }}'])
  expect([first[0], first[2]]).toEqual([named('x'), named('xy')])
  expect(first[1]).toMatchObject({ ok: false, error: { code: 'EXPRESSION', retryable: false } })
  expect(first[1]?.ok === false && first[1].error.message).not.toContain('0.concurrency')
})
