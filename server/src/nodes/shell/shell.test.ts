import { createHash } from 'node:crypto'
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { buffer, text } from 'node:stream/consumers'
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

const isRoot = process.getuid?.() === 0
const runScript = (script: string, more: object = {}) =>
  attempts.run({ nodes: { a: { type: 'shell', params: { script, ...more } } } })

function isRunning(marker: string): boolean {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .some((pid) => {
      try {
        return readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes(marker)
      } catch {
        return false
      }
    })
}

test('without an output file the output is the exit code and what the script printed', async () => {
  const report = await runScript('echo one; echo two >&2; echo ünï')
  expect(report).toMatchObject({
    type: 'complete-attempt',
    port: 'success',
    output: { kind: 'inline', value: { exitCode: 0, stdout: 'one\nünï\n' } },
  })
  expect(attempts.lines.toSorted()).toEqual(['stderr: two', 'stdout: one', 'stdout: ünï'])
})

test('JSON in the output file becomes the output, and the input file holds what came before', async () => {
  const report = await attempts.run({
    nodes: {
      first: { type: 'noop' },
      a: { type: 'shell', params: { script: 'cp "$HEDDLE_INPUT" "$HEDDLE_OUTPUT"' } },
    },
    edges: [{ source: 'first', target: 'a' }],
    run: 'a',
    input: { limit: 5 },
    outputs: { first: [1, 2] },
  })
  expect(report).toMatchObject({
    output: {
      value: { input: { limit: 5 }, nodes: { first: { status: 'completed', output: [1, 2], error: null } } },
    },
  })
})

test('an output file that holds no JSON is refused with the reason', async () => {
  const report = await runScript('echo "{" > "$HEDDLE_OUTPUT"')
  expect(report).toMatchObject({ type: 'fail-attempt', error: { code: 'INVALID_OUTPUT', retryable: false } })
})

test('an exit code fails the node with the last line of its errors', async () => {
  const report = await runScript('echo before; echo "no such table" >&2; exit 3')
  expect(report).toMatchObject({
    type: 'fail-attempt',
    error: {
      code: 'EXIT_CODE',
      message: 'The script ended with exit code 3: no such table',
      retryable: true,
      details: { exitCode: 3, stdout: 'before\n', stderr: 'no such table\n' },
    },
  })
})

test('values reach the script through variables without being run', async () => {
  const report = await attempts.run({
    nodes: { a: { type: 'shell', params: { script: 'printf %s "$X"', env: { X: '{{ input.x }}' } } } },
    input: { x: '$(id); `id`' },
  })
  expect(report).toMatchObject({ output: { value: { stdout: '$(id); `id`' } } })
})

test('files in the artifact folder are kept with type, size and checksum', async () => {
  await runScript(`
    mkdir -p "$HEDDLE_ARTIFACTS/deep/er"
    printf '<h1>x</h1>' > "$HEDDLE_ARTIFACTS/report.html"
    printf 'a,b' > "$HEDDLE_ARTIFACTS/deep/er/a.csv"
    printf 'plain' > "$HEDDLE_ARTIFACTS/notes"
    printf '\\000\\001' > "$HEDDLE_ARTIFACTS/bytes"
    printf 'odd' > "$HEDDLE_ARTIFACTS/$(printf 'new\\nline \\377')"
    ln -s /etc/passwd "$HEDDLE_ARTIFACTS/link"
    mkfifo "$HEDDLE_ARTIFACTS/pipe"`)
  const kept = attempts.artifacts.map(({ name, contentType, sizeBytes }) => ({
    name,
    contentType,
    sizeBytes,
  }))
  expect(kept).toEqual([
    { name: 'bytes', contentType: 'application/octet-stream', sizeBytes: 2 },
    { name: 'deep/er/a.csv', contentType: 'text/csv; charset=utf-8', sizeBytes: 3 },
    { name: 'new\uFFFDline \uFFFD', contentType: 'text/plain; charset=utf-8', sizeBytes: 3 },
    { name: 'notes', contentType: 'text/plain; charset=utf-8', sizeBytes: 5 },
    { name: 'report.html', contentType: 'text/html; charset=utf-8', sizeBytes: 10 },
  ])
  expect(attempts.lines.filter((line) => line.startsWith('system: The artifact'))).toHaveLength(2)
  const report = attempts.artifacts.find(({ name }) => name === 'report.html')
  expect(report?.sha256).toBe(createHash('sha256').update('<h1>x</h1>').digest('hex'))
  expect(await text(await attempts.store.open(report?.storageKey ?? ''))).toBe('<h1>x</h1>')
  const range = await attempts.store.open(report?.storageKey ?? '', { start: 1, end: 2 })
  expect((await buffer(range)).toString()).toBe('h1')
})

test('progress lines report progress and stay out of the log', async () => {
  await runScript('echo "::progress 42 halfway there"; echo done')
  expect(attempts.progress).toContainEqual({ fraction: 0.42, message: 'halfway there' })
  expect(attempts.lines).toEqual(['stdout: done'])
})

test('a quality line says how good the result is, and anything else that begins alike is a line of the log', async () => {
  const report = await runScript('echo "::quality 0.85"; echo "::quality 7"; echo "::other"')
  expect(report).toMatchObject({ type: 'complete-attempt', quality: 0.85 })
  expect(attempts.lines).toEqual(['stdout: ::quality 7', 'stdout: ::other'])
})

test('a timeout ends a script that ignores SIGTERM, with everything it started', async () => {
  const startedAt = performance.now()
  const report = await attempts.run({
    nodes: {
      a: {
        type: 'shell',
        timeoutSeconds: 0.3,
        params: {
          script: `trap '' TERM; (trap '' TERM; exec -a heddle-test-stubborn sleep 60) & sleep 60; sleep 60`,
        },
      },
    },
  })
  expect(report).toMatchObject({ type: 'fail-attempt', error: { code: 'TIMEOUT', retryable: true } })
  expect(performance.now() - startedAt).toBeLessThan(20_000)
  await waitFor(() => !isRunning('heddle-test-stubborn'))
})

test('a cancelled attempt ends at once and says so', async () => {
  const cancel = new AbortController()
  const running = attempts.run({
    nodes: { a: { type: 'shell', params: { script: 'exec -a heddle-test-cancelled sleep 60' } } },
    signal: cancel.signal,
  })
  await waitFor(() => isRunning('heddle-test-cancelled'))
  cancel.abort()
  expect(await running).toMatchObject({ error: { code: 'CANCELLED', retryable: false } })
  expect(isRunning('heddle-test-cancelled')).toBe(false)
})

test('what a script leaves running ends with it, even when it left the group', async () => {
  await runScript('sleep 1002 & setsid sleep 1003 & echo started')
  await waitFor(() => !isRunning('sleep\x001002') && !isRunning('sleep\x001003'))
})

test.runIf(isRoot)('a script is not root and reads neither the data folder nor secrets', async () => {
  writeFileSync(join(attempts.dataDir, 'secret'), 'hidden')
  const report = await runScript(`
    id -u
    cat ${attempts.dataDir}/secret 2>&1
    ls ${attempts.dataDir} 2>&1
    cat /proc/$PPID/environ 2>&1
    env | grep -c HEDDLE_
    ln ${attempts.dataDir}/secret "$HEDDLE_ARTIFACTS/secret" 2>/dev/null
    ln -s ${attempts.dataDir}/secret "$HEDDLE_OUTPUT"
    rm -rf "$HEDDLE_ARTIFACTS"; ln -s ${attempts.dataDir} "$HEDDLE_ARTIFACTS" 2>&1
    true`)
  expect(JSON.stringify(report)).not.toContain('hidden')
  expect(report).toMatchObject({ type: 'complete-attempt', output: { value: { exitCode: 0 } } })
  expect(attempts.artifacts).toEqual([])
  expect(attempts.lines[0]).not.toBe('stdout: 0')
  expect(attempts.lines.filter((line) => line.includes('Permission denied')).length).toBeGreaterThanOrEqual(3)
})
