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
    properties: {
      method: { type: 'string', default: 'GET' },
      url: { type: 'string' },
      pauseMs: { type: 'number', 'x-heddle': { unit: 'ms' } },
    },
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
  ['milliseconds', '{pauseMs}', { pauseMs: 250 }, 'HTTP · 250 ms'],
  ['seconds', '{pauseMs}', { pauseMs: 1_540 }, 'HTTP · 1.5 s'],
  ['minutes', '{pauseMs}', { pauseMs: 90_000 }, 'HTTP · 1:30'],
  ['hours', '{pauseMs}', { pauseMs: 7_265_000 }, 'HTTP · 2:01:05'],
  ['no objects', '{url}', { url: {} }, 'HTTP'],
])('a card names %s', (...[, detail, params, line]) => {
  expect(describeNode(declare(detail), params)).toBe(line)
})
