/** The program as it is called: its commands, how they refuse, and that nothing outlives them. */
import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, expect, test } from 'vitest'
import { findFreePort } from '../ops/free-port.ts'
import { descendantsOf, killProcessTree } from '../testing/process-tree.ts'
import { createTestDatabase } from '../testing/test-database.ts'
import { findRedis } from '../testing/test-redis.ts'
import { waitFor } from '../testing/wait-for.ts'
import { readProcessEnvironment } from './env.ts'

const ROOT = join(import.meta.dirname, '../../..')
const NODE = join(ROOT, 'node_modules/.bin/node')
const PROGRAM = join(ROOT, 'server/src/entry/heddle.ts')
const { PATH = '', HOME = '/' } = readProcessEnvironment()
const BASE = { PATH, HOME, LOG_LEVEL: 'warn' }

const folders: string[] = []
const children: ChildProcess[] = []
afterEach(() => {
  for (const { pid } of children.splice(0)) if (pid !== undefined) killProcessTree(pid)
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true })
})

function run(args: readonly string[], env: Record<string, string> = {}) {
  return spawnSync(NODE, [PROGRAM, ...args], { env: { ...BASE, ...env }, encoding: 'utf8' })
}

/** Starts a command and waits for a line of it. */
async function start(command: string, env: Record<string, string>, line: RegExp): Promise<ChildProcess> {
  const child = spawn(NODE, [PROGRAM, command], {
    env: { ...BASE, ...env },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  children.push(child)
  let output = ''
  child.stdout.on('data', (chunk: Buffer) => {
    output += chunk.toString()
  })
  await waitFor(() => line.test(output), { deadlineMs: 60_000, what: `the start of ${command}` })
  return child
}

async function end(child: ChildProcess, signal: NodeJS.Signals): Promise<number | null> {
  const exit = once(child, 'exit')
  child.kill(signal)
  const [code] = await exit
  return code as number | null
}

function dataFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'heddle-cli-'))
  folders.push(folder)
  return folder
}

test('a command that does not exist is refused with the list of those that do', () => {
  const { status, stderr, stdout } = run(['servers'])
  expect([status, stdout]).toEqual([2, ''])
  expect(stderr).toContain('no command "servers"')
  for (const command of ['all', 'server', 'worker', 'balancer', 'fleet', 'health', 'doctor'])
    expect(stderr).toMatch(new RegExp(`^  ${command} `, 'm'))
  expect(run([]).status).toBe(2)
  expect(run(['help'])).toMatchObject({ status: 0, stderr: '' })
})

test.each(['server', 'worker'])('a %s alone says in one line that it needs a database', (command) => {
  const { status, stderr } = run([command])
  expect(status).toBe(1)
  expect(stderr).toMatch(/^DATABASE_URL must .*\n$/)
})

test('a balancer says in one line that it needs servers', () => {
  const { status, stderr } = run(['balancer'])
  expect([status, stderr]).toEqual([1, expect.stringMatching(/^HEDDLE_BALANCER_TARGETS must .*\n$/)])
})

test('a server runs no nodes, a worker beside it does; both tell their health and stop within five seconds', async () => {
  const database = await createTestDatabase()
  const [port, workerPort] = [await findFreePort(), await findFreePort()]
  const shared = { DATABASE_URL: database.url, HEDDLE_DATA_DIR: dataFolder(), HEDDLE_API_KEY: 'key' }
  const forServer = { ...shared, PORT: String(port) }
  const forWorker = { ...shared, HEDDLE_WORKER_PORT: String(workerPort) }
  const server = await start('server', forServer, /^Heddle is ready at http/m)
  expect(run(['health'], forServer)).toMatchObject({ status: 0, stdout: expect.stringContaining('0 live') })
  expect(run(['health'], forWorker).status).toBe(1)
  const worker = await start('worker', forWorker, /^Heddle worker \S+ is ready$/m)
  expect(run(['health'], forWorker)).toMatchObject({ status: 0, stdout: expect.stringContaining('1 live') })
  for (const [from, slots] of [
    [workerPort, 32],
    [port, 0],
  ]) {
    const metrics = `http://127.0.0.1:${from}/metrics`
    const known = await fetch(metrics, { headers: { authorization: 'Bearer key' } })
    expect(await known.text()).toMatch(new RegExp(`^heddle_worker_slots ${slots}$`, 'm'))
    expect((await fetch(metrics)).status).toBe(401)
  }
  const begin = performance.now()
  expect(await Promise.all([end(worker, 'SIGTERM'), end(server, 'SIGTERM')])).toEqual([0, 0])
  expect(performance.now() - begin).toBeLessThan(5_000)
  await database.drop()
}, 120_000)

test.each([
  ['stops with everything it started when it is asked to', 'SIGTERM'],
  ['takes everything along when it is killed', 'SIGKILL'],
] as const)(
  'a fleet %s',
  async (_name, signal) => {
    findRedis()
    const port = await findFreePort()
    const env = { HEDDLE_DATA_DIR: dataFolder(), PORT: String(port), HEDDLE_API_KEY: 'key' }
    const line = new RegExp(`^Heddle fleet is ready at http://127.0.0.1:${port}$`, 'm')
    const fleet = await start('fleet', env, line)
    const started = descendantsOf(fleet.pid ?? 0)
    // Balancer, 2 servers, 3 workers, Redis, and PostgreSQL with its own.
    expect(started.length).toBeGreaterThan(8)
    expect(await end(fleet, signal)).toBe(signal === 'SIGTERM' ? 0 : null)
    await waitFor(() => !started.some(isAlive), { deadlineMs: 20_000, what: 'the end of all processes' })
  },
  120_000,
)

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch {
    return false
  }
}
