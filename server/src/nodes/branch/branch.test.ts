import { afterAll, beforeAll, expect, test } from 'vitest'
import { startTestAttempts, type TestAttempts } from '../../testing/test-attempts.ts'

let attempts: TestAttempts

beforeAll(() => {
  attempts = startTestAttempts()
})
afterAll(() => attempts.close())

const choose = (params: object, more: object = {}) =>
  attempts.run({ nodes: { way: { type: 'branch', params: { ...params } }, size: { type: 'noop' } }, ...more })

const cases = [
  { port: 'large', when: 'input.bytes > 1000' },
  { port: 'medium', when: 'input.bytes > 100' },
  { port: 'large', when: 'input.always' },
]

test.each([
  { bytes: 5000, port: 'large', place: 0 },
  { bytes: 500, port: 'medium', place: 1 },
  { bytes: 5, port: 'small', place: null },
])('with $bytes bytes it leaves by $port, the first case that holds', async ({ bytes, port, place }) => {
  const report = await choose({ cases, otherwise: 'small' }, { input: { bytes } })
  expect(report).toMatchObject({
    type: 'complete-attempt',
    port,
    output: { kind: 'inline', value: { port, case: place } },
  })
})

test('without a name for it, it leaves by default where no case holds', async () => {
  expect(await choose({ cases: [{ port: 'a', when: 'false' }] })).toMatchObject({ port: 'default' })
})

test('only true counts: text and numbers choose no way', async () => {
  const loose = [
    { port: 'a', when: '"true"' },
    { port: 'b', when: '1' },
    { port: 'c', when: 'input.missing' },
  ]
  expect(await choose({ cases: loose })).toMatchObject({ port: 'default' })
})

test('conditions read what nodes before gave', async () => {
  const report = await choose(
    { cases: [{ port: 'odd', when: 'nodes.size.output.count % 2 = 1' }] },
    { outputs: { size: { count: 3 } } },
  )
  expect(report).toMatchObject({ port: 'odd' })
})

test('a condition that cannot be evaluated fails the attempt and names its case', async () => {
  const broken = [
    { port: 'a', when: 'false' },
    { port: 'b', when: '$number("x")' },
  ]
  expect(await choose({ cases: broken })).toMatchObject({
    type: 'fail-attempt',
    error: {
      code: 'EXPRESSION',
      message: expect.stringContaining('case 2'),
      details: { path: 'cases.1.when' },
    },
  })
})

test.each([
  { name: 'no cases', params: { cases: [] } },
  { name: 'a port with other characters', params: { cases: [{ port: 'a b', when: 'true' }] } },
  { name: 'the port of failures', params: { cases: [{ port: 'failure', when: 'true' }] } },
])('refuses $name', async ({ params }) => {
  expect(await choose(params)).toMatchObject({ type: 'fail-attempt', error: { code: 'INVALID_PARAMS' } })
})
