import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { type AttemptTry, startTestAttempts, type TestAttempts } from '../testing/test-attempts.ts'

let attempts: TestAttempts
beforeAll(() => {
  attempts = startTestAttempts()
})
beforeEach(() => {
  attempts.reads.length = 0
  attempts.lines.length = 0
})
afterAll(() => attempts.close())

const run = (attempt: AttemptTry) => attempts.run(attempt)

test('a node without parameters gives null and says no input', async () => {
  const report = await run({ nodes: { a: { type: 'noop' } } })
  expect(report).toEqual({
    type: 'complete-attempt',
    nodeIndex: 0,
    attempt: 1,
    workerId: 'worker',
    port: 'success',
    output: { kind: 'inline', value: null },
  })
})

test('an unknown type is refused with the types there are', async () => {
  expect(await run({ nodes: { a: { type: 'teleport' } } })).toMatchObject({
    type: 'fail-attempt',
    error: { code: 'UNKNOWN_TYPE', retryable: false, message: expect.stringContaining('shell') },
  })
})

test('expressions are filled in, and only the outputs they read are loaded', async () => {
  const report = await run({
    nodes: {
      one: { type: 'noop' },
      two: { type: 'noop' },
      a: {
        type: 'noop',
        params: { value: { n: '{{ nodes.one.output.n + input.n }}', text: 'n={{ input.n }}' } },
      },
    },
    edges: [
      { source: 'one', target: 'a' },
      { source: 'two', target: 'a' },
    ],
    run: 'a',
    input: { n: 2 },
    outputs: { one: { n: 40 }, two: 'unread' },
    executionId: '00000000-0000-4000-8000-00000000000a',
  })
  expect(report).toMatchObject({
    output: { value: { n: 42, text: 'n=2' } },
    input: { value: { n: 42, text: 'n=2' } },
  })
  expect(attempts.reads).toEqual(['one'])
})

test('an output that was read once is read from memory afterwards', async () => {
  const attempt = {
    nodes: { one: { type: 'noop' }, a: { type: 'transform', params: { expression: 'nodes.one.output' } } },
    edges: [{ source: 'one', target: 'a' }],
    run: 'a',
    outputs: { one: 7 },
    executionId: '00000000-0000-4000-8000-00000000000b',
  }
  expect(await run(attempt)).toMatchObject({ output: { value: 7 } })
  expect(await run(attempt)).toMatchObject({ output: { value: 7 } })
  expect(attempts.reads).toEqual(['one'])
})

test('parameters that do not fit are refused by name with what to do', async () => {
  expect(await run({ nodes: { a: { type: 'wait', params: { durationMs: 'long' } } } })).toMatchObject({
    error: {
      code: 'INVALID_PARAMS',
      message: "Mend the node's parameters: durationMs must be a number, not string.",
    },
  })
  expect(await run({ nodes: { a: { type: 'shell' } } })).toMatchObject({
    error: { message: "Mend the node's parameters: script is missing: give it a string." },
  })
  expect(
    await run({
      nodes: { a: { type: 'wait', params: { durationMs: '{{ input.ms }}' } } },
      input: { ms: -1 },
    }),
  ).toMatchObject({
    error: { code: 'INVALID_PARAMS', retryable: false },
  })
})

test('an expression that fails names its parameter', async () => {
  const report = await run({ nodes: { a: { type: 'noop', params: { value: { x: '{{ $nothing() }}' } } } } })
  expect(report).toMatchObject({
    error: {
      code: 'EXPRESSION',
      retryable: false,
      message: expect.stringContaining('value.x'),
      details: { path: 'value.x' },
    },
  })
})

test('conditions of the edges of the port are evaluated with the own output', async () => {
  const report = await run({
    nodes: {
      a: { type: 'noop', params: { value: 5 } },
      b: { type: 'noop' },
      c: { type: 'noop' },
      d: { type: 'noop' },
    },
    edges: [
      { source: 'a', target: 'b', when: 'nodes.a.output > 3' },
      { source: 'a', target: 'c', when: 'nodes.a.output > 30' },
      { source: 'a', target: 'd', port: 'failure', when: 'true' },
    ],
  })
  expect(report).toMatchObject({ type: 'complete-attempt', conditions: { 0: true, 1: false } })
  expect((report as { conditions: object }).conditions).not.toHaveProperty('2')
})

test('a condition that cannot be evaluated fails the node and names the edge', async () => {
  const report = await run({
    nodes: { a: { type: 'noop' }, b: { type: 'noop' } },
    edges: [{ source: 'a', target: 'b', when: '$nothing(1)' }],
  })
  expect(report).toMatchObject({
    type: 'fail-attempt',
    error: { code: 'EXPRESSION', message: expect.stringContaining('the edge from a to b') },
  })
})

test('a failed node evaluates the conditions of its failure edges with its error', async () => {
  const report = await run({
    nodes: { a: { type: 'fail', params: { message: 'no luck' } }, b: { type: 'noop' }, c: { type: 'noop' } },
    edges: [
      { source: 'a', target: 'b', port: 'failure', when: "nodes.a.error.message = 'no luck'" },
      { source: 'a', target: 'c', port: 'failure', when: "nodes.a.error.code = 'TIMEOUT'" },
    ],
  })
  expect(report).toMatchObject({
    type: 'fail-attempt',
    error: { code: 'THROWN', message: 'no luck' },
    conditions: { 0: true, 1: false },
  })
})

test('a short wait is waited here, a long one gives the worker back and a past one is none', async () => {
  expect(await run({ nodes: { a: { type: 'wait', params: { durationMs: 20 } } } })).toMatchObject({
    type: 'complete-attempt',
    output: { value: null },
  })
  const before = Date.now()
  const report = await run({ nodes: { a: { type: 'wait', params: { durationMs: 5_000 } } } })
  expect(report).toMatchObject({ type: 'suspend-attempt', port: 'success' })
  expect((report as { until: number }).until).toBeGreaterThanOrEqual(before + 5_000)
  expect(
    await run({ nodes: { a: { type: 'wait', params: { until: '2020-01-01T00:00:00Z' } } } }),
  ).toMatchObject({
    type: 'complete-attempt',
  })
  expect(
    await run({ nodes: { a: { type: 'wait', params: { durationMs: 1, until: '2020-01-01T00:00:00Z' } } } }),
  ).toMatchObject({
    error: { code: 'INVALID_PARAMS', message: expect.stringContaining('only one of them') },
  })
})

test('big outputs, and texts that the database refuses, are kept by reference', async () => {
  const big = await run({ nodes: { a: { type: 'noop', params: { value: 'x'.repeat(70_000) } } } })
  const odd = await run({ nodes: { a: { type: 'noop', params: { value: 'a\0b' } } } })
  for (const report of [big, odd]) expect(report).toMatchObject({ output: { kind: 'stored' } })
  const { output } = odd as { output: { key: string } }
  expect(await attempts.storedValues.read(output.key)).toBe('a\0b')
  expect(odd).toMatchObject({ input: { value: 'a\uFFFDb' } })
  expect(big).toMatchObject({ input: { truncated: true, sizeBytes: 70_012 } })
})

test('an output beyond the limit and one that nests too deeply are refused', async () => {
  const large = `export default () => 'x'.repeat(17 * 1024 * 1024)`
  expect(await run({ nodes: { a: { type: 'javascript', params: { code: large } } } })).toMatchObject({
    error: { code: 'INVALID_OUTPUT', message: expect.stringContaining('limit of 16777216') },
  })
  const deep = `export default () => { let value = 1; for (let n = 0; n < 500; n += 1) value = [value]; return value }`
  expect(await run({ nodes: { a: { type: 'javascript', params: { code: deep } } } })).toMatchObject({
    error: { code: 'INVALID_OUTPUT', message: expect.stringContaining('200 levels') },
  })
})

test('keys and values with special names are nothing special', async () => {
  const value = JSON.parse('{"__proto__": {"a": 1}, "constructor": 2, "ключ": "значение"}')
  const report = await run({
    nodes: { a: { type: 'transform', params: { expression: 'input' } } },
    input: value,
  })
  expect(JSON.stringify((report as { output: { value: unknown } }).output.value)).toBe(JSON.stringify(value))
})

test('a log that is full says so once and the attempt goes on', async () => {
  const small = startTestAttempts({ logBytes: 2_000 })
  const script = 'for n in $(seq 1 5000); do echo "line $n"; done'
  const report = await small.run({ nodes: { a: { type: 'shell', params: { script } } } })
  expect(report).toMatchObject({ type: 'complete-attempt' })
  expect(small.lines.filter((line) => line.includes('is full'))).toHaveLength(1)
  expect(small.lines.at(-1)).toMatch(/^system: Not kept: \d+\.\d MiB of output\.$/)
  expect(small.lines.length).toBeLessThan(100)
  await small.close()
})
