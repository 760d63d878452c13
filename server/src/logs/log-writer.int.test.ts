import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createLogger } from '../ops/logger.ts'
import { appendLogChunks } from '../store/append-log-chunks.ts'
import { listLogLines } from '../store/list-log-lines.ts'
import { createTestDatabase, type TestDatabase } from '../testing/test-database.ts'
import { waitFor } from '../testing/wait-for.ts'
import type { LogChunk, LogLine } from './log-line.ts'
import { createLogWriter, type LogWriter } from './log-writer.ts'

let database: TestDatabase
beforeAll(async () => {
  database = await createTestDatabase()
})
afterAll(() => database.drop())

function startWriter(
  options: { append?: (chunks: readonly LogChunk[]) => Promise<readonly string[]>; limitBytes?: number } = {},
) {
  const live: LogLine[] = []
  const writer: LogWriter = createLogWriter({
    append: options.append ?? ((chunks) => appendLogChunks(database.pool, chunks)),
    onLines: (_, lines) => live.push(...lines),
    limitBytes: options.limitBytes ?? 10 * 1024 * 1024,
    logger: createLogger('silent'),
  })
  return { writer, live }
}

const textsOf = (lines: readonly LogLine[]) => lines.map(({ line }) => line)

test('lines are read back in order, page by page, and live ones carry the same cursors', async () => {
  const { writer, live } = startWriter()
  const executionId = randomUUID()
  const one = writer.open({ executionId, nodeId: 'one', attempt: 1 })
  const two = writer.open({ executionId, nodeId: 'two', attempt: 2 })
  const expected = Array.from({ length: 1_200 }, (_, n) => `line ${n}`)
  for (const line of expected) one.write('stdout', line)
  two.write('stderr', 'ünï \0 \ud800')
  await Promise.all([one.flush(), two.flush()])

  const pages: LogLine[] = []
  let after: string | null = null
  for (;;) {
    const page = await listLogLines(database.pool, { executionId, after, limit: 500 })
    if (page.items.length === 0) break
    pages.push(...page.items)
    after = page.nextAfter
  }
  expect(textsOf(pages.filter(({ nodeId }) => nodeId === 'one'))).toEqual(expected)
  expect(pages.find(({ nodeId }) => nodeId === 'two')).toMatchObject({
    attempt: 2,
    stream: 'stderr',
    line: 'ünï \uFFFD \uFFFD',
  })
  expect(new Map(live.map((line) => [line.cursor, line]))).toEqual(
    new Map(pages.map((line) => [line.cursor, line])),
  )
  await writer.close()
})

test('a node, an attempt and a text can be asked for, and a reader goes on where it stopped', async () => {
  const { writer } = startWriter()
  const executionId = randomUUID()
  const log = writer.open({ executionId, nodeId: 'a', attempt: 1 })
  const again = writer.open({ executionId, nodeId: 'a', attempt: 2 })
  log.write('stdout', 'First')
  again.write('stdout', 'second')
  await Promise.all([log.flush(), again.flush()])
  const ask = (more: object) => listLogLines(database.pool, { executionId, limit: 10, ...more })

  expect(textsOf((await ask({ nodeId: 'a', attempt: 2 })).items)).toEqual(['second'])
  expect(textsOf((await ask({ nodeId: 'a', search: 'FIRST' })).items)).toEqual(['First'])
  expect((await ask({ nodeId: 'other' })).items).toEqual([])
  const { nextAfter } = await ask({})
  expect((await ask({ after: nextAfter })).nextAfter).toBe(nextAfter)
  again.write('stdout', 'third')
  await again.flush()
  expect(textsOf((await ask({ after: nextAfter })).items)).toEqual(['third'])
  expect(textsOf((await ask({ after: 'no cursor' })).items)).toHaveLength(3)
  await writer.close()
})

test('writers of one execution take turns, so that a reader never passes a line that comes later', async () => {
  const executionId = randomUUID()
  const chunk = (line: string): LogChunk => ({
    executionId,
    nodeId: 'a',
    attempt: 1,
    lines: [[0, 'out', line]],
  })
  const slow = await database.pool.connect()
  await slow.query('BEGIN')
  await appendLogChunks(slow, [chunk('older')])
  const newer = appendLogChunks(database.pool, [chunk('newer')])
  // Another execution does not wait.
  await appendLogChunks(database.pool, [{ ...chunk('elsewhere'), executionId: randomUUID() }])

  const before = await listLogLines(database.pool, { executionId, limit: 10 })
  expect(before.items).toEqual([])
  await slow.query('COMMIT')
  slow.release()
  await newer
  const after = await listLogLines(database.pool, { executionId, limit: 10, after: before.nextAfter })
  expect(textsOf(after.items)).toEqual(['older', 'newer'])
})

test('lines wait while the database is away and are written once it is back', async () => {
  let away = true
  const { writer, live } = startWriter({
    append: async (chunks) => {
      if (away) throw new Error('Connection terminated unexpectedly')
      return appendLogChunks(database.pool, chunks)
    },
  })
  const log = writer.open({ executionId: randomUUID(), nodeId: 'a', attempt: 1 })
  log.write('stdout', 'one')
  const flushed = log.flush()
  log.write('stdout', 'two')
  away = false
  await flushed
  await waitFor(() => live.length === 2)
  expect(textsOf(live)).toEqual(['one', 'two'])
  await writer.close()
})

test('closing gives up on a database that stays away', async () => {
  const { writer } = startWriter({ append: () => Promise.reject(new Error('away')) })
  const log = writer.open({ executionId: randomUUID(), nodeId: 'a', attempt: 1 })
  log.write('stdout', 'lost')
  await writer.close()
  await log.flush()
})

test('a full log keeps what it has and what Heddle itself says', async () => {
  const { writer, live } = startWriter({ limitBytes: 100 })
  const log = writer.open({ executionId: randomUUID(), nodeId: 'a', attempt: 1 })
  expect(log.write('stdout', 'x'.repeat(50))).toBe(true)
  expect(log.write('stdout', 'x'.repeat(50))).toBe(false)
  expect(log.write('stdout', 'x')).toBe(false)
  log.write('system', 'the end')
  await log.flush()
  expect(live.map(({ stream }) => stream)).toEqual(['stdout', 'system', 'system'])
  await writer.close()
})

test('after the end nobody waits for lines that could not be written, and nothing goes on', async () => {
  const { writer } = startWriter({ append: () => Promise.reject(new Error('the database is away')) })
  const logs = ['a', 'b', 'c'].map((nodeId) => writer.open({ executionId: randomUUID(), nodeId, attempt: 1 }))
  for (const log of logs) for (let n = 0; n < 2_000; n += 1) log.write('stdout', `line ${n}`)
  const flushed = Promise.all(logs.map((log) => log.flush()))
  await writer.close()
  await flushed
  logs[0]?.write('stdout', 'too late')
  await logs[0]?.flush()
  const before = performance.eventLoopUtilization()
  await new Promise((resolve) => setTimeout(resolve, 200))
  expect(performance.eventLoopUtilization(before).utilization).toBeLessThan(0.5)
})
