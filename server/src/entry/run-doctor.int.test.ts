import { execFile } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createTestDatabase } from '../testing/test-database.ts'
import { startTestEngine } from '../testing/test-engine.ts'

const ROOT = join(import.meta.dirname, '../../..')
const run = promisify(execFile)

let database: Awaited<ReturnType<typeof createTestDatabase>>
let executionId: string

beforeAll(async () => {
  database = await createTestDatabase()
  const engine = await startTestEngine({ url: database.url })
  executionId = await engine.start(await engine.publish({ name: 'one', nodes: { a: { type: 'noop' } } }))
  await engine.untilFinished(executionId)
  await engine.stop()
})
afterAll(() => database.drop())

async function doctor(...args: string[]): Promise<{ code: number; text: string; errors: string }> {
  const program = join(ROOT, 'server/src/entry/heddle.ts')
  const env = { DATABASE_URL: database.url, LOG_LEVEL: 'silent' }
  const node = join(ROOT, 'node_modules/.bin/node')
  try {
    const { stdout, stderr } = await run(node, [program, 'doctor', ...args], { cwd: ROOT, env })
    return { code: 0, text: stdout, errors: stderr }
  } catch (error) {
    const { code, stdout, stderr } = error as { code: number; stdout: string; stderr: string }
    return { code, text: stdout, errors: stderr }
  }
}

test('the command says what is wrong, repairs it where it is told to, and ends with a code for scripts', async () => {
  expect(await doctor()).toMatchObject({ code: 0, text: '1 execution checked, and sound.\n' })
  await database.pool.query('UPDATE workflow_executions SET completed_nodes = 9')
  const seen = await doctor()
  expect(seen.code).toBe(1)
  expect(seen.text).toContain('COUNTERS_DISAGREE')
  expect(seen.text).toContain('--repair')
  const mended = await doctor('--repair', '--execution', executionId)
  expect(mended).toMatchObject({ code: 0, text: expect.stringContaining('repaired from its events') })
  const stray = `INSERT INTO node_states (execution_id, node_index, node_id, status) VALUES ($1, 0, 'left', 'queued')`
  await database.pool.query(stray, [randomUUID()])
  const left = await doctor()
  expect(left.code).toBe(1)
  expect(left.text).toContain('1 node row\n')
  expect(left.text).toContain(
    '1 execution checked, 0 damaged, rows of 1 execution that is not there, 0 repaired. Run it with --repair',
  )
  expect(await doctor('--repair')).toMatchObject({ code: 0, text: expect.stringContaining('taken out') })
  const report = await doctor('--json', '--since', '1h')
  expect(JSON.parse(report.text)).toMatchObject({ checked: 1, damaged: 0, cases: [] })
  const nobody = randomUUID()
  expect(await doctor('--execution', executionId, '--execution', nobody)).toEqual({
    ...{ code: 2, text: '1 execution checked, and sound.\n' },
    errors: `heddle doctor: no execution has the id ${nobody}\n`,
  })
  expect(await doctor('--since', 'yesterday')).toMatchObject({
    ...{ code: 2, text: '', errors: expect.stringContaining('--since') },
  })
})
