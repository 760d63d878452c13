import { validateDocument } from '@heddle/core/definition/validate-document.ts'
import { expect, test } from 'vitest'
import { nodeTypeRegistry } from '../registry.ts'

const graph = { nodes: { work: { type: 'noop' } } }
const problemsOf = (params: object) =>
  validateDocument({ name: 'Map', nodes: { each: { type: 'map', params } }, edges: [] }, nodeTypeRegistry)
    .problems

const rows: readonly { name: string; params: object; path: string | null; says: RegExp }[] = [
  { name: 'a list by an expression', params: { items: '{{ input.items }}', graph }, path: null, says: /^$/ },
  { name: 'no list', params: { graph }, path: 'nodes.each.params.items', says: /items/ },
  { name: 'text as a list', params: { items: 'all', graph }, path: 'nodes.each.params.items', says: /list/ },
  { name: 'nothing to run', params: { items: [] }, path: 'nodes.each.params.graph', says: /graph.*workflow/ },
  {
    name: 'two things to run',
    params: { items: [], graph, workflow: 'x' },
    path: 'nodes.each.params.workflow',
    says: /graph.*workflow/,
  },
  {
    name: 'a graph as text',
    params: { items: [], graph: '{}' },
    path: 'nodes.each.params.graph',
    says: /object/,
  },
  {
    name: 'no place for an item',
    params: { items: [], graph, concurrency: 0 },
    path: 'nodes.each.params.concurrency',
    says: /at least 1/,
  },
]

test.each(rows)('$name', ({ params, path, says }) => {
  const [problem] = problemsOf(params)
  expect(problem?.path ?? null).toBe(path)
  expect(problem?.message ?? '').toMatch(says)
})
