import { test } from 'vitest'
import { chain, expectProblem, noop, type ProblemRow } from '../testing/sample-document.ts'

const nested = (depth: number) => {
  let value: unknown = 1
  for (let level = 0; level < depth; level += 1) value = [value]
  return value
}

const rows: ProblemRow[] = [
  { name: 'no name', parts: { name: undefined }, code: 'DOCUMENT_SHAPE', path: 'name' },
  { name: 'an empty name', parts: { name: '' }, code: 'DOCUMENT_SHAPE', path: 'name', says: 'empty' },
  { name: 'nodes as a list', parts: { nodes: [] }, code: 'DOCUMENT_SHAPE', path: 'nodes' },
  {
    name: 'a node without a type',
    parts: { nodes: { ...chain, c: {} } },
    code: 'DOCUMENT_SHAPE',
    path: 'nodes.c.type',
  },
  {
    name: 'a rule that does not exist',
    parts: { nodes: { ...chain, c: { ...noop, triggerRule: 'some' } } },
    code: 'DOCUMENT_SHAPE',
    path: 'nodes.c.triggerRule',
    says: 'one of all_success',
  },
  {
    name: 'a priority beyond its bounds',
    parts: { nodes: { ...chain, c: { ...noop, priority: 101 } } },
    code: 'DOCUMENT_SHAPE',
    path: 'nodes.c.priority',
    says: 'at most 100',
  },
  {
    name: 'an edge without a target',
    parts: { edges: [{ source: 'a' }] },
    code: 'DOCUMENT_SHAPE',
    path: 'edges.0.target',
  },
  { name: 'no nodes', parts: { nodes: {}, edges: [] }, code: 'NO_NODES', path: 'nodes', warns: true },
  {
    name: 'deep values',
    parts: { metadata: { x: nested(200) } },
    code: 'DOCUMENT_TOO_DEEP',
    path: 'metadata.x.0.0.0.0.0.0',
  },
  {
    name: 'values nested past any stack',
    parts: { metadata: { x: nested(200_000) } },
    code: 'DOCUMENT_TOO_DEEP',
    path: 'metadata.x.0.0.0.0.0.0',
  },
  {
    name: 'an input schema of a wrong type',
    parts: { inputSchema: { type: 'objekt' } },
    code: 'INPUT_SCHEMA_INVALID',
    path: 'inputSchema.type',
  },
  {
    name: 'an input schema with a dangerous pattern',
    parts: { inputSchema: { properties: { a: { pattern: '(a+)+$' } } } },
    code: 'INPUT_SCHEMA_INVALID',
    path: 'inputSchema.properties.a.pattern',
  },
]

test.each(rows)('finds $name', expectProblem)
