/** The whole product, killed in the middle of work: nothing is lost and nothing finished is done again. */
import { execFileSync } from 'node:child_process'
import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createRestClient, type EventReport, type RestClient } from '../testing/rest-client.ts'
import { type Product, startProduct } from '../testing/start-product.ts'
import { waitFor } from '../testing/wait-for.ts'

let product: Product
let client: RestClient
let folder: string

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'heddle-survival-'))
  // Scripts are another user's.
  chmodSync(folder, 0o777)
  product = await startProduct()
  client = createRestClient(product)
}, 90_000)
afterAll(async () => {
  await product?.dispose()
  rmSync(folder, { recursive: true, force: true })
})

/** Runs until it is ended by force, and to its end when it is run again. */
function createHeld(name: string) {
  const marker = join(folder, name)
  const script = `test -e ${marker} || { touch ${marker}; sleep 600; }; echo done`
  const untilRunning = () => waitFor(() => existsSync(marker), { what: 'the held node to run' })
  return { node: { type: 'shell', params: { script } }, untilRunning }
}

/** Shaped like an image mosaic: a fan, a wide level of pairs, a join, a fan and a join again. */
function mosaic(images: number, beside: Record<string, object> = {}): object {
  const nodes: Record<string, object> = { ...beside }
  const edges: { source: string; target: string }[] = []
  const wait = (id: string, durationMs: number) => {
    nodes[id] = { type: 'wait', params: { durationMs } }
  }
  for (let at = 0; at < images; at += 1) {
    wait(`project-${at}`, 10 + (at % 7) * 5)
    wait(`background-${at}`, 5)
    edges.push({ source: 'model', target: `background-${at}` }, { source: `background-${at}`, target: 'add' })
    for (const other of [1, 2, 3, 4, 5]) {
      const pair = `difference-${at}-${other}`
      wait(pair, 5 + ((at * other) % 11) * 3)
      edges.push(
        { source: `project-${at}`, target: pair },
        { source: `project-${(at + other) % images}`, target: pair },
        { source: pair, target: 'model' },
      )
    }
  }
  wait('model', 50)
  wait('add', 50)
  return { name: 'mosaic', nodes, edges }
}

function expectSound(events: readonly EventReport[], nodes: number): void {
  expect(events.map((event) => event.seq)).toEqual(events.map((_, at) => at + 1))
  const completed = events.filter((event) => event.type === 'node_completed')
  expect(completed).toHaveLength(nodes)
  expect(new Set(completed.map((event) => event.node_id)).size).toBe(nodes)
  const started = new Map<string, number>()
  for (const event of events) {
    if (event.type === 'node_started') started.set(`${event.node_id}/${event.attempt}`, 1)
  }
  expect(started.size).toBe(events.filter((event) => event.type === 'node_started').length)
  const done = new Map(completed.map(({ node_id, seq }) => [node_id, seq]))
  const again = events.filter(
    ({ type, node_id, seq }) => type === 'node_started' && seq > (done.get(node_id) ?? 0),
  )
  expect(again).toEqual([])
}

async function untilHalfway(executionId: string, nodes: number): Promise<void> {
  await waitFor(
    async () => {
      const { body } = await client.request('GET', `/api/executions/${executionId}?node_states=false`)
      return (body as { completed_nodes: number }).completed_nodes > nodes / 3
    },
    { deadlineMs: 60_000, what: 'a third of the nodes to complete' },
  )
}

describe('the product', () => {
  test('finishes 2,103 nodes after a kill -9 of its whole tree, and repeats no completed one', async () => {
    const nodes = 300 * 7 + 3
    const held = createHeld('killed')
    const id = await client.run(mosaic(300, { held: held.node }))
    await held.untilRunning()
    await untilHalfway(id, nodes)
    await product.kill9()
    await product.start()
    const report = await client.untilFinal(id)
    expect(report.status).toBe('completed')
    expect(report.completed_nodes).toBe(nodes)
    const events = await client.allEvents(id)
    expectSound(events, nodes)
    expect(events.some((event) => event.type === 'attempt_lost')).toBe(true)
  }, 120_000)

  test('goes on by itself when its database is killed', async () => {
    const nodes = 100 * 7 + 2
    const id = await client.run(mosaic(100))
    await untilHalfway(id, nodes)
    killDatabase(product.dataDir)
    const report = await client.untilFinal(id)
    expect(report.status).toBe('completed')
    expectSound(await client.allEvents(id), nodes)
  }, 120_000)

  test('answers 503 with a reason while its database hangs, and is well again afterwards', async () => {
    signalDatabase(product.dataDir, 'STOP')
    try {
      const health = await client.request('GET', '/health')
      expect(health.status).toBe(503)
      expect(health.body).toMatchObject({ status: 'down', parts: { database: { status: 'down' } } })
    } finally {
      signalDatabase(product.dataDir, 'CONT')
    }
    await waitFor(async () => (await client.request('GET', '/health')).status === 200, {
      what: 'the health to return',
    })
  }, 60_000)

  test('hands running nodes back when it is stopped, and runs them again when started', async () => {
    const held = createHeld('stopped')
    const id = await client.run({ name: 'held', nodes: { held: held.node } })
    await held.untilRunning()
    await product.stop()
    await product.start()
    const report = await client.untilFinal(id)
    expect(report.status).toBe('completed')
    const lost = (await client.allEvents(id)).filter((event) => event.type === 'attempt_lost')
    expect(lost).toMatchObject([{ attempt: 1 }])
  }, 120_000)
})

function killDatabase(dataDir: string): void {
  execFileSync('kill', ['-9', readPostmasterPid(dataDir)])
}

/** To PostgreSQL and to each of its connections. */
function signalDatabase(dataDir: string, signal: 'STOP' | 'CONT'): void {
  const postmaster = readPostmasterPid(dataDir)
  const children = readFileSync(`/proc/${postmaster}/task/${postmaster}/children`, 'utf8').trim().split(' ')
  execFileSync('kill', [`-${signal}`, postmaster, ...children])
}

function readPostmasterPid(dataDir: string): string {
  return readFileSync(join(dataDir, 'postgres/postmaster.pid'), 'utf8').split('\n')[0] ?? ''
}
