import { writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { startTestAttempts, type TestAttempts } from '../../testing/test-attempts.ts'
import { waitFor } from '../../testing/wait-for.ts'

let attempts: TestAttempts
beforeAll(() => {
  attempts = startTestAttempts()
})
beforeEach(() => {
  attempts.lines.length = 0
  attempts.artifacts.length = 0
})
afterAll(() => attempts.close())

const runCode = (code: string, more: object = {}) =>
  attempts.run({ nodes: { a: { type: 'javascript', params: { code, ...more } } }, input: { n: 2 } })

test('the default export gets the input and the nodes, and what it returns is the output', async () => {
  const code = `export default async ({ input, nodes }) => ({ n: input.n * 2, first: nodes.first.output.length })`
  const report = await attempts.run({
    nodes: { first: { type: 'noop' }, a: { type: 'javascript', params: { code } } },
    edges: [{ source: 'first', target: 'a' }],
    run: 'a',
    input: { n: 2 },
    outputs: { first: 'four' },
  })
  expect(report).toMatchObject({
    type: 'complete-attempt',
    output: { kind: 'inline', value: { n: 4, first: 4 } },
  })
})

test('log and console write lines, files become artifacts and nothing returned is null', async () => {
  const report = await runCode(`export default async ({ log, artifacts }) => {
    log('one', { two: 2 }); console.log('three'); console.error('four')
    await artifacts.write('deep/report.json', { ok: true })
  }`)
  expect(report).toMatchObject({ type: 'complete-attempt', output: { value: null } })
  expect(attempts.lines.toSorted()).toEqual(['stderr: four', 'stdout: one { two: 2 }', 'stdout: three'])
  expect(attempts.artifacts).toMatchObject([
    { name: 'deep/report.json', contentType: 'application/json; charset=utf-8' },
  ])
})

test('what is thrown fails the node with its message and the line in the code', async () => {
  const report = await runCode(`export default () => {\n  throw new RangeError('too far', { cause: 'x' })\n}`)
  expect(report).toMatchObject({
    type: 'fail-attempt',
    error: { code: 'THROWN', message: 'RangeError: too far', retryable: true },
  })
  const { error } = report as unknown as { error: { details: { stack: string } } }
  expect(error.details.stack).toContain('node.mjs:2:')
  expect(error.details.stack).not.toContain('/tmp')
})

test('code without a default function and code that cannot be parsed say what to do', async () => {
  expect(await runCode('export const x = 1')).toMatchObject({
    error: { code: 'THROWN', message: expect.stringContaining('default export') },
  })
  expect(await runCode('export default (')).toMatchObject({
    error: { code: 'THROWN', message: expect.stringContaining('SyntaxError') },
  })
})

test('errors outside the call, early exits and what is no JSON are failures too', async () => {
  const later =
    'export default () => new Promise(() => { setTimeout(() => { throw new Error("later") }, 1) })'
  expect(await runCode(later)).toMatchObject({ error: { code: 'THROWN', message: 'Error: later' } })
  expect(await runCode('export default () => process.exit(7)')).toMatchObject({
    error: { code: 'EXIT_CODE', details: { exitCode: 7 } },
  })
  expect(await runCode('export default () => ({ n: 1n })')).toMatchObject({
    error: { code: 'INVALID_OUTPUT' },
  })
  expect(await runCode('export default () => new Promise(() => {})')).toMatchObject({ type: 'fail-attempt' })
})

test('files outside its folder, programs, threads and the network are out of reach', async () => {
  writeFileSync(join(attempts.dataDir, 'secret'), 'hidden')
  const report = await runCode(`
    import { readFileSync, writeFileSync } from 'node:fs'
    import { execSync } from 'node:child_process'
    import { Worker } from 'node:worker_threads'
    const attempt = async (run) => { try { return await run() } catch (error) { return error.code ?? error.cause?.code ?? error.message } }
    export default async () => ({
      secret: String(await attempt(() => readFileSync('${attempts.dataDir}/secret', 'utf8'))),
      passwd: String(await attempt(() => readFileSync('/etc/passwd', 'utf8'))),
      parent: String(await attempt(() => readFileSync('/proc/' + process.ppid + '/environ', 'utf8'))),
      program: String(await attempt(() => execSync('id'))),
      thread: String(await attempt(() => { new Worker('1', { eval: true }) })),
      network: String(await attempt(() => fetch('http://127.0.0.1:4999/').then(() => 'sent'))),
      outside: String(await attempt(() => writeFileSync('/tmp/heddle-escaped', ''))),
      own: await attempt(() => { writeFileSync('own.txt', 'x'); return readFileSync('own.txt', 'utf8') }),
      env: Object.keys(process.env).sort(),
    })`)
  expect(report).toMatchObject({ type: 'complete-attempt' })
  const { value } = (report as { output: { value: Record<string, unknown> } }).output
  const denied = { secret: 'ERR_ACCESS_DENIED', passwd: 'ERR_ACCESS_DENIED', parent: 'ERR_ACCESS_DENIED' }
  expect(value).toMatchObject({
    ...denied,
    program: 'ERR_ACCESS_DENIED',
    thread: 'ERR_ACCESS_DENIED',
    network: 'ERR_ACCESS_DENIED',
    outside: 'ERR_ACCESS_DENIED',
    own: 'x',
  })
  expect(JSON.stringify(value.env)).not.toMatch(/KEY|URL|VITEST|DATA/)
})

test('code that needs the network and has none is told so', async () => {
  const report = await runCode(`export default () => fetch('http://127.0.0.1:4999/')`)
  expect(report).toMatchObject({
    error: { code: 'THROWN', message: expect.stringContaining('switch Network on') },
  })
})

test('the network is there where the node asks for it', async () => {
  const server = createServer((_, response) => response.end('hello')).listen(0, '127.0.0.1')
  await waitFor(() => server.listening)
  const { port } = server.address() as AddressInfo
  const code = `export default async () => (await fetch('http://127.0.0.1:${port}/')).text()`
  const report = await runCode(code, { network: true })
  server.close()
  expect(report).toMatchObject({ output: { value: 'hello' } })
})

test('a full heap is named as what it is', async () => {
  const report = await runCode(
    'export default () => { const all = []; for (;;) all.push(new Array(100000).fill(all.length)) }',
  )
  expect(report).toMatchObject({
    error: { code: 'THROWN', message: expect.stringContaining('512 MiB'), retryable: false },
  })
}, 20_000)

test('an endless loop ends with its timeout, and code that listens to the signal ends itself', async () => {
  const loop = {
    type: 'javascript',
    timeoutSeconds: 0.3,
    params: { code: 'export default () => { for (;;); }' },
  }
  expect(await attempts.run({ nodes: { a: loop } })).toMatchObject({ error: { code: 'TIMEOUT' } })
  const code = `export default ({ signal, log }) => new Promise((resolve) => {
    setInterval(() => {}, 1000)
    signal.addEventListener('abort', () => { log('tidied up'); resolve(1) })
  })`
  // Long enough for a process to come up on a busy machine.
  await attempts.run({ nodes: { a: { type: 'javascript', timeoutSeconds: 3, params: { code } } } })
  expect(attempts.lines).toContain('stdout: tidied up')
}, 20_000)
