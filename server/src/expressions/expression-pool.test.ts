import { afterEach, expect, test } from 'vitest'
import { createExpressionPool, type ExpressionPool } from './expression-pool.ts'

const pools: ExpressionPool[] = []
afterEach(async () => {
  await Promise.all(pools.splice(0).map((pool) => pool.close()))
})

const scope = {
  input: { n: 20, text: `${'a'.repeat(40)}!` },
  nodes: { split: { status: 'completed', output: [1, 2, 3], error: null } },
  item: null,
  execution: { id: 'e', startedAt: null },
  workflow: { id: 'w', name: 'W', version: 1 },
}

function createPool(options: Parameters<typeof createExpressionPool>[0]): ExpressionPool {
  const pool = createExpressionPool(options)
  pools.push(pool)
  return pool
}

test('expressions, parameters and conditions are evaluated in a thread', async () => {
  const pool = createPool({ threads: 1 })
  const [value, params, conditions] = await Promise.all([
    pool.run({ kind: 'value', source: '$sum(nodes.split.output) + input.n', scope }),
    pool.run({ kind: 'params', params: { a: '{{ input.n }}', b: ['n={{input.n}}'] }, schema: {}, scope }),
    pool.run({ kind: 'conditions', sources: ['input.n > 3', 'input.n < 3'], scope }),
  ])
  expect(value).toEqual({ ok: true, value: 26 })
  expect(params).toEqual({ ok: true, value: { a: 20, b: ['n=20'] } })
  expect(conditions).toEqual({ ok: true, value: [true, false] })
})

test('a condition that fails names its place', async () => {
  const pool = createPool({ threads: 1 })
  const result = await pool.run({ kind: 'conditions', sources: ['true', '$nothing()'], scope })
  expect(result).toMatchObject({ ok: false, path: '1', retryable: false })
})

test('expressions that never end are stopped and the next one is served', async () => {
  const pool = createPool({ threads: 1, timeoutMs: 1_000 })
  const bombs = [
    '($f := function($n) { $f($n + 1) + 1 }; $f(0))',
    '$sum([1..1000000].($ * [1..1000]))',
    '$match(input.text, /^(a+)+$/)',
  ]
  const results = await Promise.all(bombs.map((source) => pool.run({ kind: 'value', source, scope })))
  for (const result of results) expect(result.ok).toBe(false)
  expect(await pool.run({ kind: 'value', source: '1 + 1', scope })).toEqual({ ok: true, value: 2 })
})

test('the event loop goes on while an expression backtracks', async () => {
  const pool = createPool({ threads: 1, timeoutMs: 300 })
  let beats = 0
  const timer = setInterval(() => {
    beats += 1
  }, 5)
  await pool.run({ kind: 'value', source: '$match(input.text, /^(a+)+$/)', scope })
  clearInterval(timer)
  // It is stopped after 600 ms; a loop that was held up would not beat at all meanwhile.
  expect(beats).toBeGreaterThan(5)
})

test('an expression that needs too much memory fails and the pool lives', async () => {
  const pool = createPool({ threads: 1 })
  const source =
    '($f := function($s, $n) { $n = 0 ? $s : $f($s & $s, $n - 1) }; $length($f("0123456789", 40)))'
  expect(await pool.run({ kind: 'value', source, scope })).toMatchObject({ ok: false })
  expect(await pool.run({ kind: 'value', source: '1', scope })).toEqual({ ok: true, value: 1 })
})

test('a full queue refuses with a reason and may be tried again', async () => {
  const pool = createPool({ threads: 1, maxQueued: 1 })
  const job = { kind: 'value', source: '1', scope } as const
  const results = await Promise.all([pool.run(job), pool.run(job), pool.run(job)])
  expect(results[2]).toMatchObject({ ok: false, retryable: true })
})

test('an execution whose expressions hang does not keep another one waiting', async () => {
  const pool = createPool({ threads: 2, timeoutMs: 5_000 })
  const bombs = Array.from({ length: 4 }, () =>
    pool.run({ kind: 'value', source: '$match(input.text, /^(a+)+$/)', scope }),
  )
  const other = { ...scope, execution: { id: 'another', startedAt: null } }
  const first = await Promise.race([
    pool.run({ kind: 'value', source: '1 + 1', scope: other }),
    ...bombs.map((bomb) => bomb.then(() => 'a bomb')),
  ])
  expect(first).toEqual({ ok: true, value: 2 })
})

test('an answer that lay there while the process was held up counts, and its thread goes on', async () => {
  const pool = createPool({ threads: 1, timeoutMs: 1_000 })
  const job = { kind: 'value', source: '1 + 1', scope } as const
  await pool.run(job)
  // Behind this turn of the event loop its timers come before the messages.
  await new Promise((resolve) => setImmediate(resolve))
  const answer = pool.run(job)
  const heldUntil = performance.now() + 2_300
  while (performance.now() < heldUntil);
  expect(await answer).toEqual({ ok: true, value: 2 })
  expect(await pool.run(job)).toEqual({ ok: true, value: 2 })
})
