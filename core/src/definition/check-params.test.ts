import { test } from 'vitest'
import { chain, expectProblem, type ProblemRow, shell } from '../testing/sample-document.ts'

const rows: ProblemRow[] = [
  {
    name: 'an unknown type with its neighbour',
    parts: { nodes: { ...chain, c: { type: 'shel' } } },
    code: 'NODE_TYPE_UNKNOWN',
    path: 'nodes.c.type',
    says: 'did you mean shell?',
  },
  {
    name: 'a missing parameter',
    parts: { nodes: { ...chain, c: { type: 'shell' } } },
    code: 'PARAM_MISSING',
    path: 'nodes.c.params.script',
  },
  {
    name: 'neither of two parameters',
    parts: { nodes: { ...chain, c: { type: 'wait' } } },
    code: 'PARAM_INVALID',
    path: 'nodes.c.params.durationMs',
    says: 'one of durationMs, until must be given',
  },
  {
    name: 'both of two parameters',
    parts: { nodes: { ...chain, c: { type: 'wait', params: { durationMs: 1, until: '' } } } },
    code: 'PARAM_INVALID',
    path: 'nodes.c.params.until',
    says: 'only one of durationMs, until',
  },
  {
    name: 'a parameter of the wrong kind',
    parts: { nodes: { ...chain, c: shell(5) } },
    code: 'PARAM_INVALID',
    path: 'nodes.c.params.script',
    says: 'must be text',
  },
  {
    name: 'an empty parameter',
    parts: { nodes: { ...chain, c: shell('') } },
    code: 'PARAM_INVALID',
    path: 'nodes.c.params.script',
    says: 'empty',
  },
  {
    name: 'a wrong value deep in a parameter',
    parts: { nodes: { ...chain, c: { type: 'shell', params: { script: 'x', env: { A: 1 } } } } },
    code: 'PARAM_INVALID',
    path: 'nodes.c.params.env.A',
  },
  {
    name: 'a pattern that does not match',
    parts: { nodes: { ...chain, c: { type: 'http', params: { url: 'ftp://x' } } } },
    code: 'PARAM_INVALID',
    path: 'nodes.c.params.url',
  },
  {
    name: 'a pattern that has words',
    parts: { nodes: { ...chain, c: { type: 'ask', params: { name: 'a b' } } } },
    code: 'PARAM_INVALID',
    path: 'nodes.c.params.name',
    says: 'name must be 1 to 9 letters',
  },
  {
    name: 'two parameters that exclude each other',
    parts: { nodes: { ...chain, c: { type: 'ask', params: { days: 1, until: '' } } } },
    code: 'PARAM_INVALID',
    path: 'nodes.c.params.until',
    says: 'only one of days, until may be given',
  },
  {
    name: 'a fraction where a whole number belongs',
    parts: { nodes: { ...chain, c: { type: 'ask', params: { days: 1.5 } } } },
    code: 'PARAM_INVALID',
    path: 'nodes.c.params.days',
    says: 'days must be a whole number',
  },
  {
    name: 'a parameter that is to be a JSON Schema and is none',
    parts: {
      nodes: { ...chain, c: { type: 'ask', params: { form: { properties: { a: { type: 'no' } } } } } },
    },
    code: 'PARAM_INVALID',
    path: 'nodes.c.params.form.properties.a.type',
    says: 'form is no JSON Schema: type must be one of',
  },
  {
    name: 'an unknown parameter',
    parts: { nodes: { ...chain, c: { type: 'shell', params: { script: 'x', evn: {} } } } },
    code: 'PARAM_UNKNOWN',
    path: 'nodes.c.params.evn',
    says: 'did you mean env?',
    warns: true,
  },
  {
    name: 'a huge parameter',
    parts: { nodes: { ...chain, c: shell('x'.repeat(1_048_577)) } },
    code: 'PARAM_TOO_LARGE',
    path: 'nodes.c.params.script',
  },
]

test.each(rows)('finds $name', expectProblem)
