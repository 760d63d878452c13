import { expect, test } from 'vitest'
import { nodeTypeRegistry } from '../../nodes/registry.ts'
import { descendantsOf } from '../../testing/process-tree.ts'
import { createDocumentChecks } from './document-checks.ts'

/** A chain; of 10,000 nodes it has half a megabyte. */
function chain(name: string, length: number): string {
  const ids = Array.from({ length }, (_item, at) => `node_${at}`)
  const edges = ids.slice(1).map((target, at) => ({ source: ids[at], target }))
  return JSON.stringify({ name, nodes: Object.fromEntries(ids.map((id) => [id, { type: 'noop' }])), edges })
}

test('a small document is checked at once, a large one in a process of its own, which others use too', async () => {
  const checks = createDocumentChecks(nodeTypeRegistry)
  const before = descendantsOf(process.pid).length
  expect((await checks.check(chain('small', 10))).stored).toMatchObject({ name: 'small', nodeCount: 10 })
  expect(descendantsOf(process.pid)).toHaveLength(before)

  const large = [chain('one', 10_000), Buffer.from(chain('two', 11_000)), chain('three', 12_000)]
  const checked = await Promise.all(large.map((document) => checks.check(document)))
  expect(checked.map(({ stored }) => [stored.name, stored.nodeCount])).toEqual([
    ['one', 10_000],
    ['two', 11_000],
    ['three', 12_000],
  ])
  expect(descendantsOf(process.pid)).toHaveLength(before + 1)
})

test('what is wrong with a large document is told, and the next one is checked', async () => {
  const checks = createDocumentChecks(nodeTypeRegistry)
  const good = chain('good', 10_000)
  await expect(checks.check(good.slice(0, -2))).rejects.toMatchObject({ code: 'REQUEST_INVALID' })
  const circle = good.replace('"edges":[', '"edges":[{"source":"node_9999","target":"node_0"},')
  const { problems } = await checks.check(circle)
  expect(problems).toContainEqual(expect.objectContaining({ severity: 'error' }))
  expect((await checks.check(good)).problems).toEqual([])
})

test('a large document is kept as it came where it came as it is written, and written anew where not', async () => {
  const checks = createDocumentChecks(nodeTypeRegistry)
  const text = chain('large', 10_000)
  const bytes = Buffer.from(text)
  expect((await checks.check(bytes)).stored).toEqual({
    json: bytes,
    name: 'large',
    description: '',
    nodeCount: 10_000,
  })
  const spacious = JSON.stringify(JSON.parse(text), null, 2)
  expect((await checks.check(Buffer.from(spacious))).stored.json).toBe(text)
})
