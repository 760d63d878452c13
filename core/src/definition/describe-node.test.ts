import { expect, test } from 'vitest'
import { describeNode } from './describe-node.ts'
import type { NodeTypeDeclaration } from './node-type.ts'

const declare = (detail?: string): NodeTypeDeclaration => ({
  type: 'http',
  label: 'HTTP',
  group: 'Data',
  icon: 'globe',
  summary: '',
  docs: '',
  ports: ['success'],
  params: {
    type: 'object',
    properties: { method: { type: 'string', default: 'GET' }, url: { type: 'string' } },
  },
  ...(detail !== undefined && { detail }),
})

test.each([
  ['a parameter', '{method}', { method: 'POST' }, 'HTTP · POST'],
  ['a default', '{method}', {}, 'HTTP · GET'],
  ['words without parameters', 'JSON', {}, 'HTTP · JSON'],
  ['nothing that is set', '{url} there', {}, 'HTTP'],
  ['no detail', undefined, { method: 'POST' }, 'HTTP'],
  ['the first line only', '{url}', { url: 'one\ntwo' }, 'HTTP · one'],
  ['no objects', '{url}', { url: {} }, 'HTTP'],
])('a card names %s', (...[, detail, params, line]) => {
  expect(describeNode(declare(detail), params)).toBe(line)
})
