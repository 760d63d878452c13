import { test } from 'vitest'
import { chain, edge, expectProblem, noop, type ProblemRow } from '../testing/sample-document.ts'

const rows: ProblemRow[] = [
  {
    name: 'an id with a space',
    parts: { nodes: { ...chain, 'a b': noop } },
    code: 'NODE_ID_INVALID',
    path: 'nodes.a b',
  },
  {
    name: 'an id in another script',
    parts: { nodes: { ...chain, köln: noop } },
    code: 'NODE_ID_INVALID',
    path: 'nodes.köln',
  },
  {
    name: 'an id that is too long',
    parts: { nodes: { ...chain, ['x'.repeat(129)]: noop } },
    code: 'NODE_ID_INVALID',
    path: `nodes.${'x'.repeat(129)}`,
  },
  {
    name: 'an edge to nowhere',
    parts: { edges: [edge('a', 'x')] },
    code: 'EDGE_DANGLING',
    path: 'edges.0.target',
  },
  {
    name: 'an edge from nowhere',
    parts: { edges: [edge('x', 'a')] },
    code: 'EDGE_DANGLING',
    path: 'edges.0.source',
  },
  {
    name: 'an edge twice',
    parts: { edges: [edge('a', 'b'), edge('a', 'b', { port: 'success' })] },
    code: 'EDGE_DUPLICATE',
    path: 'edges.1',
  },
  {
    name: 'an edge to its own node',
    parts: { edges: [edge('a', 'a')] },
    code: 'EDGE_SELF_LOOP',
    path: 'edges.0',
  },
  {
    name: 'a port that the type lacks',
    parts: { edges: [edge('a', 'b', { port: 'yes' })] },
    code: 'EDGE_UNKNOWN_PORT',
    path: 'edges.0.port',
    says: 'no port yes',
  },
  {
    name: 'the default port of a type that lacks it',
    parts: { nodes: { ...chain, a: { type: 'branch' } } },
    code: 'EDGE_UNKNOWN_PORT',
    path: 'edges.0.port',
    says: 'no port success',
  },
  {
    name: 'a cycle',
    parts: { edges: [edge('a', 'b'), edge('b', 'c'), edge('c', 'a')] },
    code: 'CYCLE',
    path: 'edges',
    says: 'a -> b -> c -> a',
  },
  {
    name: 'a rule that waits for failures which cannot reach it',
    parts: {
      nodes: { ...chain, c: { ...noop, triggerRule: 'all_failed' } },
      edges: [edge('a', 'c', { port: 'failure' })],
    },
    code: 'RULE_NEVER_HOLDS',
    path: 'nodes.c.triggerRule',
    warns: true,
  },
  {
    name: 'success and failure of one source at once',
    parts: { edges: [edge('a', 'c'), edge('a', 'c', { port: 'failure' })] },
    code: 'RULE_NEVER_HOLDS',
    path: 'nodes.c.triggerRule',
    warns: true,
  },
  {
    name: 'a node behind one that never starts',
    parts: {
      nodes: { ...chain, b: { ...noop, triggerRule: 'any_failed' } },
      edges: [edge('a', 'b', { port: 'failure' }), edge('b', 'c')],
    },
    code: 'NODE_UNREACHABLE',
    path: 'nodes.c',
    says: 'b never starts',
    warns: true,
  },
]

test.each(rows)('finds $name', expectProblem)
