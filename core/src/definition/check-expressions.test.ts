import { test } from 'vitest'
import { chain, edge, expectProblem, noop, type ProblemRow, shell } from '../testing/sample-document.ts'

const rows: ProblemRow[] = [
  {
    name: 'an expression that cannot be read',
    parts: { nodes: { ...chain, c: shell('ab {{ input. }}') } },
    code: 'EXPRESSION_SYNTAX',
    path: 'nodes.c.params.script',
    says: 'at character',
  },
  {
    name: 'an empty expression',
    parts: { nodes: { ...chain, c: shell('{{ }}') } },
    code: 'EXPRESSION_SYNTAX',
    path: 'nodes.c.params.script',
    says: 'empty',
  },
  {
    name: 'an open template',
    parts: { nodes: { ...chain, c: shell('{{ input.x') } },
    code: 'EXPRESSION_UNCLOSED',
    path: 'nodes.c.params.script',
    says: 'character 1)',
  },
  {
    name: 'code that cannot be read',
    parts: { nodes: { ...chain, c: { type: 'transform', params: { expression: '(' } } } },
    code: 'EXPRESSION_SYNTAX',
    path: 'nodes.c.params.expression',
  },
  {
    name: 'a condition that cannot be read',
    parts: { edges: [edge('a', 'b', { when: 'x =' })] },
    code: 'EXPRESSION_SYNTAX',
    path: 'edges.0.when',
  },
  {
    name: 'an unknown node in an expression',
    parts: { nodes: { ...chain, split: noop, c: shell('{{ nodes.splt.output }}') } },
    code: 'REFERENCE_UNKNOWN_NODE',
    path: 'nodes.c.params.script',
    says: 'did you mean split?',
  },
  {
    name: 'a node that comes later',
    parts: { nodes: { ...chain, a: shell('{{ nodes.c.output }}') } },
    code: 'REFERENCE_NOT_UPSTREAM',
    path: 'nodes.a.params.script',
  },
  {
    name: 'a node beside it',
    parts: { nodes: { ...chain, d: noop, c: shell('{{ nodes.d.output }}') } },
    code: 'REFERENCE_NOT_UPSTREAM',
    path: 'nodes.c.params.script',
  },
  {
    name: 'itself',
    parts: { nodes: { ...chain, c: shell('{{ nodes.c.output }}') } },
    code: 'REFERENCE_NOT_UPSTREAM',
    path: 'nodes.c.params.script',
    says: 'itself',
  },
  {
    name: 'a condition that reads its target',
    parts: { edges: [edge('a', 'b', { when: 'nodes.b.output' })] },
    code: 'REFERENCE_NOT_UPSTREAM',
    path: 'edges.0.when',
  },
]

test.each(rows)('finds $name', expectProblem)
