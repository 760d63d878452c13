import { test } from 'vitest'
import {
  chain,
  edge,
  expectNoProblems,
  expectProblem,
  noop,
  type ProblemRow,
} from '../testing/sample-document.ts'

const rows: ProblemRow[] = [
  {
    name: 'a limit without a key',
    parts: { nodes: { ...chain, b: { ...noop, concurrencyLimit: 2 } } },
    code: 'LIMIT_WITHOUT_KEY',
    path: 'nodes.b.concurrencyLimit',
    says: 'no key',
  },
  {
    name: 'a rate that does not say how many',
    parts: { nodes: { ...chain, b: { ...noop, rateLimit: { perSeconds: 60 } } } },
    code: 'DOCUMENT_SHAPE',
    path: 'nodes.b.rateLimit.limit',
    says: 'how many may start',
  },
  {
    name: 'a rate that does not say in which time',
    parts: { nodes: { ...chain, b: { ...noop, rateLimit: { limit: 5 } } } },
    code: 'DOCUMENT_SHAPE',
    path: 'nodes.b.rateLimit.perSeconds',
    says: 'how many seconds',
  },
  {
    name: 'a fallback that is larger than an event should be',
    parts: { nodes: { ...chain, b: { ...noop, fallback: 'x'.repeat(65_535) } } },
    code: 'PARAM_TOO_LARGE',
    path: 'nodes.b.fallback',
    says: '65537 characters',
  },
  {
    name: 'a fallback beside a failure edge',
    parts: {
      nodes: { ...chain, a: { ...noop, fallback: null } },
      edges: [edge('a', 'b', { port: 'failure' })],
    },
    code: 'EDGE_NEVER_TAKEN',
    path: 'nodes.a.fallback',
    says: 'never taken',
    warns: true,
  },
  {
    name: 'a fallback that looks like an expression',
    parts: { nodes: { ...chain, a: { ...noop, fallback: '{{ input }}' } } },
    code: 'SETTING_WITHOUT_EFFECT',
    path: 'nodes.a.fallback',
    says: 'fixed value',
    warns: true,
  },
  {
    name: 'a node that may start later than the run lasts',
    parts: {
      settings: { timeoutSeconds: 60 },
      nodes: { ...chain, c: { ...noop, startWithinSeconds: 90 } },
    },
    code: 'START_AFTER_TIMEOUT',
    path: 'nodes.c.startWithinSeconds',
    says: '90 s',
    warns: true,
  },
  {
    name: 'what becomes of runs too many where none is',
    parts: { settings: { onLimit: 'skip' } },
    code: 'SETTING_WITHOUT_EFFECT',
    path: 'settings.onLimit',
    warns: true,
  },
  {
    name: 'how long runs may wait where none has to',
    parts: { settings: { startWithinSeconds: 5 } },
    code: 'SETTING_WITHOUT_EFFECT',
    path: 'settings.startWithinSeconds',
    warns: true,
  },
  {
    name: 'a concurrency key that cannot be read',
    parts: { nodes: { ...chain, b: { ...noop, concurrencyKey: 'api {{ input. }}' } } },
    code: 'EXPRESSION_SYNTAX',
    path: 'nodes.b.concurrencyKey',
    says: 'at character',
  },
  {
    name: 'an open template in a concurrency key',
    parts: { nodes: { ...chain, b: { ...noop, concurrencyKey: '{{ input.x' } } },
    code: 'EXPRESSION_UNCLOSED',
    path: 'nodes.b.concurrencyKey',
  },
  {
    name: 'an unknown node in the key of a rate',
    parts: {
      nodes: {
        ...chain,
        b: { ...noop, rateLimit: { limit: 1, perSeconds: 1, key: '{{ nodes.x.output }}' } },
      },
    },
    code: 'REFERENCE_UNKNOWN_NODE',
    path: 'nodes.b.rateLimit.key',
  },
  {
    name: 'a cached input that cannot be read',
    parts: { nodes: { ...chain, b: { ...noop, cache: { inputs: ['input.day', '('] } } } },
    code: 'EXPRESSION_SYNTAX',
    path: 'nodes.b.cache.inputs.1',
  },
  {
    name: 'a cached input that is empty',
    parts: { nodes: { ...chain, b: { ...noop, cache: { inputs: [''] } } } },
    code: 'EXPRESSION_SYNTAX',
    path: 'nodes.b.cache.inputs.0',
    says: 'empty',
  },
  {
    name: 'a cached input that comes later',
    parts: { nodes: { ...chain, b: { ...noop, cache: { inputs: ['nodes.c.output'] } } } },
    code: 'REFERENCE_NOT_UPSTREAM',
    path: 'nodes.b.cache.inputs.0',
  },
]

test.each(rows)('finds $name', expectProblem)

test.each([
  {
    name: 'limits with their keys',
    parts: {
      nodes: {
        ...chain,
        b: {
          ...noop,
          concurrencyKey: '{{ nodes.a.output.host }}',
          concurrencyLimit: 2,
          rateLimit: { limit: 5, perSeconds: 60, key: 'api {{ input.customer }}' },
        },
      },
    },
  },
  {
    name: 'a cache with its inputs',
    parts: {
      nodes: { ...chain, b: { ...noop, cache: { lifetimeSeconds: 60, inputs: ['nodes.a.output'] } } },
    },
  },
  {
    name: 'a fallback alone, also where it is null',
    parts: {
      nodes: { ...chain, b: { ...noop, fallback: null, startWithinSeconds: 60 } },
      settings: { timeoutSeconds: 60 },
    },
  },
  {
    name: 'a limit of runs with what belongs to it',
    parts: { settings: { maxConcurrentExecutions: 1, onLimit: 'skip', startWithinSeconds: 5 } },
  },
])('finds nothing wrong with $name', expectNoProblems)
