/** What docker-compose.yml promises, held by the same processes with the same settings. */
import { spawnSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { getPriority } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createRestClient, type RestClient } from '../testing/rest-client.ts'
import { startTestFleet } from '../testing/start-test-fleet.ts'
import { waitFor } from '../testing/wait-for.ts'
import { type ComposeFile, parseComposeFile } from './compose-file.ts'
import { type ImageFile, parseImageFile } from './image-file.ts'
import { serviceOf } from './plan-fleet.ts'
import { toNiceness } from './share-processor.ts'
import type { Fleet, FleetProcess } from './start-fleet.ts'

const ROOT = join(import.meta.dirname, '../../..')
/** What a container gets from its surroundings and a process from ours. */
const SURROUNDINGS = ['PATH', 'HOME', 'TMPDIR', 'LANG', 'TZ']
const PLACES = ['HOST', 'PORT', 'HEDDLE_WORKER_PORT', 'HEDDLE_DATA_DIR', 'DATABASE_URL', 'REDIS_URL']
PLACES.push('HEDDLE_BALANCER_TARGETS', 'HEDDLE_PUBLIC_URL')

let fleet: Fleet
let client: RestClient
let db: pg.Pool
let compose: ComposeFile
let image: ImageFile

beforeAll(async () => {
  const env = { HEDDLE_API_KEY: 'key-of-the-fleet', HEDDLE_CONCURRENCY: '8', LOG_LEVEL: 'warn' }
  compose = parseComposeFile(readFileSync(join(ROOT, 'docker-compose.yml'), 'utf8'), env)
  image = parseImageFile(readFileSync(join(ROOT, 'Dockerfile'), 'utf8'))
  fleet = await startTestFleet({ fillIn: env })
  client = createRestClient(fleet)
  db = new pg.Pool({ connectionString: fleet.postgres.url, max: 2 })
  db.on('error', () => undefined)
}, 120_000)
afterAll(async () => {
  await db?.end()
  await fleet?.dispose()
  if (fleet !== undefined) expect(existsSync(fleet.dataDir)).toBe(false)
}, 60_000)

const members = (): FleetProcess[] => [fleet.balancer, ...fleet.servers, ...fleet.workers]
const roleOf = ({ name }: FleetProcess) => name.split('-')[0] ?? ''

/** Nodes that take their time, side by side. */
function wide(nodes: number, durationMs: number): object {
  const ids = Array.from({ length: nodes }, (_item, at) => `part-${at}`)
  const part = (id: string) => [id, { type: 'wait', params: { durationMs } }]
  const edges = ids.map((source) => ({ source, target: 'end' }))
  return { name: 'wide', nodes: { ...Object.fromEntries(ids.map(part)), end: { type: 'noop' } }, edges }
}

async function workersOf(executionId: string): Promise<string[]> {
  const text = 'SELECT DISTINCT worker_id FROM job_assignments WHERE execution_id = $1'
  const { rows } = await db.query<{ worker_id: string }>(text, [executionId])
  return rows.map((row) => row.worker_id)
}

async function commitsOf(server: FleetProcess): Promise<number> {
  const headers = { authorization: `Bearer ${fleet.apiKey}` }
  const metrics = await (await fetch(`${server.url}/metrics`, { headers })).text()
  return Number(/^heddle_engine_commits_total (\d+)/m.exec(metrics)?.[1])
}

describe('the fleet of docker-compose.yml', () => {
  test('has as many of each as the file says', () => {
    expect(fleet.servers).toHaveLength(serviceOf(compose, 'server').deploy.replicas)
    expect(fleet.workers).toHaveLength(serviceOf(compose, 'worker').deploy.replicas)
  })

  test.runIf(process.platform === 'linux')(
    'runs the commands of the file with its settings and no others',
    () => {
      for (const member of members()) {
        const service = serviceOf(compose, roleOf(member))
        const promised = { ...image.environment, ...service.environment }
        const given = readEnvironment(member.pid)
        const names = (env: object) => Object.keys(env).filter((name) => !SURROUNDINGS.includes(name))
        expect(names(given).toSorted()).toEqual(names(promised).toSorted())
        for (const name of names(promised)) {
          if (!PLACES.includes(name)) expect([name, given[name]]).toEqual([name, promised[name]])
        }
        const command = readFileSync(`/proc/${member.pid}/cmdline`, 'utf8').split('\0').slice(1, -1)
        expect(command).toEqual([...image.entryPoint.slice(1), ...service.command])
        expect(getPriority(member.pid ?? 0)).toBe(toNiceness(service.cpu_shares))
      }
      expect(members().map(({ env }) => env.HEDDLE_DATA_DIR)).toContain(join(fleet.dataDir, 'volumes/heddle'))
    },
  )

  test('starts PostgreSQL and Redis with the settings of the file', async () => {
    const { rows } = await db.query('SHOW max_connections')
    expect(serviceOf(compose, 'postgres').command).toContain(`max_connections=${rows[0].max_connections}`)
    const health = await client.request('GET', '/health')
    expect(health).toMatchObject({ status: 200, body: { status: 'ok', mode: 'postgres+redis' } })
    expect(health.body).toMatchObject({ parts: { workers: { detail: expect.stringContaining('3 live') } } })
  })

  test('is well by the health checks of the file, and not when it does not answer', () => {
    for (const member of members()) expect([member.name, runHealthcheck(member)]).toEqual([member.name, 0])
    const [worker] = fleet.workers
    worker?.sigstop()
    try {
      expect(worker && runHealthcheck(worker)).toBe(1)
    } finally {
      worker?.sigcont()
    }
  }, 120_000)

  test('runs workflows through the balancer, with both servers and all workers taking part', async () => {
    const before = await Promise.all(fleet.servers.map(commitsOf))
    const ids = await Promise.all([0, 1, 2, 3].map(() => client.run(wide(60, 200))))
    for (const id of ids) expect((await client.untilFinal(id)).status).toBe('completed')
    const after = await Promise.all(fleet.servers.map(commitsOf))
    for (const [at, commits] of after.entries()) expect(commits).toBeGreaterThan(before[at] ?? 0)
    const workers = new Set((await Promise.all(ids.map(workersOf))).flat())
    expect(workers.size).toBe(fleet.workers.length)
  }, 120_000)

  test('an artifact that one worker left is served by every server', async () => {
    const script = 'echo kept > "$HEDDLE_ARTIFACTS/note.txt"'
    const id = await client.run({
      name: 'note',
      nodes: { leave: { type: 'shell', params: { script } } },
      edges: [],
    })
    await client.untilFinal(id)
    for (const { url } of fleet.servers) {
      const server = createRestClient({ url, apiKey: fleet.apiKey })
      const { body } = await server.request('GET', `/api/executions/${id}/artifacts`)
      const [artifact] = (body as { items: { artifact_id: string }[] }).items
      const headers = { authorization: `Bearer ${fleet.apiKey}` }
      const content = await fetch(`${url}/api/artifacts/${artifact?.artifact_id}/content`, { headers })
      expect(await content.text()).toBe('kept\n')
    }
  }, 120_000)

  test('a worker that is asked to stop hands its nodes back within five seconds, and others end them', async () => {
    const [worker] = fleet.workers
    const id = await client.run(wide(48, 900))
    await waitFor(async () => (await workersOf(id)).length === 3, { deadlineMs: 40_000, what: 'all to work' })
    const begin = performance.now()
    await worker?.stop()
    expect(performance.now() - begin).toBeLessThan(5_000)
    expect((await client.untilFinal(id)).status).toBe('completed')
    await worker?.start()
  }, 120_000)

  test('a worker that is killed comes back by itself, and no node is lost', async () => {
    const [, worker] = fleet.workers
    const id = await client.run(wide(90, 500))
    await waitFor(async () => (await workersOf(id)).length === 3, { deadlineMs: 40_000, what: 'all to work' })
    const lives = worker?.lives ?? 0
    await worker?.kill9()
    const report = await client.untilFinal(id)
    expect([report.status, report.completed_nodes]).toEqual(['completed', 91])
    await waitFor(() => worker?.lives === lives + 1, { deadlineMs: 20_000, what: 'the next life' })
  }, 120_000)

  test('without Redis work goes on and health says degraded; with it all is well again by itself', async () => {
    const { process: redis } = fleet.redis
    const tellsStatus = (status: string) => async () => {
      const { body } = await client.request('GET', '/health')
      return (body as { status: string }).status === status
    }
    await redis?.stop()
    await waitFor(tellsStatus('degraded'), { what: 'health to say degraded' })
    const id = await client.run(wide(30, 50))
    expect((await client.untilFinal(id)).status).toBe('completed')
    await redis?.start()
    await waitFor(tellsStatus('ok'), { deadlineMs: 20_000, what: 'health to say ok' })
  }, 120_000)

  test('a PostgreSQL that is killed is back by itself, and the run ends', async () => {
    const id = await client.run(wide(60, 300))
    await waitFor(async () => (await workersOf(id)).length === 3, { deadlineMs: 40_000, what: 'all to work' })
    await fleet.postgres.kill9()
    const report = await client.untilFinal(id)
    expect([report.status, report.completed_nodes]).toEqual(['completed', 61])
    // The balancer may have answered from the server that noticed first.
    await waitFor(areAllWell, { deadlineMs: 20_000, what: 'both servers to be well' })
  }, 120_000)

  test('a server that is stopped in order or killed is not missed by anybody who asks', async () => {
    const id = await client.run(wide(1, 10))
    const asked = { count: 0, failed: [] as unknown[] }
    let isOver = false
    const asking = (async () => {
      while (!isOver) {
        asked.count += 1
        const { status } = await client.request('GET', `/api/executions/${id}?node_states=false`)
        if (status !== 200) asked.failed.push(status)
      }
    })()
    const [first, second] = fleet.servers
    await first?.stop()
    await first?.start()
    await second?.kill9()
    await second?.start()
    isOver = true
    await asking
    expect(asked.count).toBeGreaterThan(10)
    expect(asked.failed).toEqual([])
  }, 120_000)

  test('who waits for an answer of a server that stands still gets it from another one', async () => {
    await waitFor(areAllWell, { deadlineMs: 20_000, what: 'both servers to be well' })
    const id = await client.run(wide(1, 14_000))
    // They take turns, so that each server has one.
    const waiting = [1, 2].map(() => client.request('GET', `/api/executions/${id}?wait=30&node_states=false`))
    const [still] = fleet.servers
    // Behind the others, through the same balancer.
    await client.request('GET', '/health')
    still?.sigstop()
    try {
      const health = fetch(`${still?.url}/health`, { signal: AbortSignal.timeout(500) })
      await expect(health).rejects.toThrow()
      const answers = await Promise.all(waiting)
      expect(answers).toMatchObject([1, 2].map(() => ({ status: 200, body: { status: 'completed' } })))
    } finally {
      still?.sigcont()
    }
  }, 120_000)

  test('starts with one key are one execution, whichever server is asked', async () => {
    await waitFor(areAllWell, { deadlineMs: 20_000, what: 'both servers to be well' })
    const document = { name: 'once', nodes: { only: { type: 'noop' } }, edges: [] }
    const { workflow_id } = (await client.request('POST', '/api/workflows', document)).body as {
      workflow_id: string
    }
    const servers = fleet.servers.map(({ url }) => createRestClient({ url, apiKey: fleet.apiKey }))
    expect(servers.length).toBeGreaterThan(1)
    const path = `/api/workflows/${workflow_id}/execute`
    const starts = Array.from({ length: 20 }, () =>
      servers.map((server) => server.request('POST', path, { input: {}, idempotency_key: 'once' })),
    )
    const ids = (await Promise.all(starts.flat())).map(
      ({ body }) => (body as { execution_id: string }).execution_id,
    )
    expect(new Set(ids).size).toBe(1)
    const { rows } = await db.query('SELECT id FROM workflow_executions WHERE workflow_id = $1', [
      workflow_id,
    ])
    expect(rows).toEqual([{ id: ids[0] }])
  }, 120_000)
})

async function areAllWell(): Promise<boolean> {
  const reports = fleet.servers.map(async ({ url }) => {
    const answer = await fetch(`${url}/health`)
    return (await answer.json()) as { status: string }
  })
  return (await Promise.all(reports)).every(({ status }) => status === 'ok')
}

/** The command of the file, as Docker runs it in the container: with its environment, in its folder. */
function runHealthcheck(member: FleetProcess): number | null {
  const [kind, program = '', ...args] = serviceOf(compose, roleOf(member)).healthcheck.test
  expect(kind).toBe('CMD')
  return spawnSync(program, args, { cwd: ROOT, env: { ...member.env }, stdio: 'ignore' }).status
}

function readEnvironment(pid: number | null): Record<string, string> {
  const lines = readFileSync(`/proc/${pid}/environ`, 'utf8')
    .split('\0')
    .filter((line) => line !== '')
  return Object.fromEntries(
    lines.map((line) => [line.split('=')[0] ?? '', line.slice(line.indexOf('=') + 1)]),
  )
}
