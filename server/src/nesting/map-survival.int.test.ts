/** What a map does when the process that looks after it dies. */
import { chmodSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createRestClient } from '../testing/rest-client.ts'
import { type Product, startProduct } from '../testing/start-product.ts'
import { waitFor } from '../testing/wait-for.ts'

let product: Product
let folder: string
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'heddle-map-survival-'))
  chmodSync(folder, 0o777)
  product = await startProduct()
}, 90_000)
afterAll(async () => {
  await product?.dispose()
  rmSync(folder, { recursive: true, force: true })
})

interface Item {
  readonly item_index: number
  readonly status: string
}

test('after a kill in the middle a map goes on, and no completed item runs again', async () => {
  const client = createRestClient(product)
  const file = join(folder, 'witness')
  const script = `echo "{{ item }}" >> "${file}"; sleep 0.1`
  const graph = { nodes: { work: { type: 'shell', params: { script } } }, edges: [] }
  const items = Array.from({ length: 60 }, (_, index) => index)
  const document = {
    name: 'Survives',
    nodes: { each: { type: 'map', params: { items, graph, concurrency: 4 } } },
    edges: [],
  }
  const id = await client.run(document)
  const listItems = async (query = '') => {
    const { body } = await client.request('GET', `/api/executions/${id}/children?limit=100${query}`)
    return (body as { items: Item[] }).items
  }
  const before = await waitFor(
    async () => {
      const done = await listItems('&status=completed')
      return done.length >= 10 ? done : null
    },
    { deadlineMs: 60_000, what: 'ten items to complete' },
  )
  await product.kill9()
  await product.start()
  const report = await client.untilFinal(id)
  expect(report.status).toBe('completed')
  expect((await listItems()).every(({ status }) => status === 'completed')).toBe(true)
  const runs = Map.groupBy(readFileSync(file, 'utf8').trim().split('\n'), Number)
  expect([...runs.keys()].toSorted((a, b) => a - b)).toEqual(items)
  for (const { item_index } of before) expect(runs.get(item_index)).toHaveLength(1)
  const events = await client.allEvents(id)
  expect(events.map(({ seq }) => seq)).toEqual(events.map((_, index) => index + 1))
}, 120_000)
