import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { WorkflowDocument } from '@heddle/core/definition/workflow-document.ts'
import { fail, play, start, startAttempt } from '@heddle/core/testing/play.ts'
import { expect, test } from 'vitest'

const page = readFileSync(join(import.meta.dirname, '../../../docs/failures.md'), 'utf8')

/** The rows of the truth table: conditions, then what becomes of node and execution. */
const rows = page
  .split('\n')
  .filter((line) => /^\| (yes|no) /.test(line))
  .map((line) => line.split('|').map((cell) => cell.trim()))
  .map(([, retryable, left, fallback, edge, onFailure, node, execution]) => ({
    retryable: retryable === 'yes',
    left: left === 'yes',
    fallback: fallback === 'yes',
    edge: edge === 'yes',
    onFailure: onFailure as 'finish' | 'stop',
    node,
    execution,
  }))

test('the table says every combination once', () => {
  const keys = rows.map(({ node: _node, execution: _execution, ...given }) => JSON.stringify(given))
  expect(rows).toHaveLength(32)
  expect(new Set(keys).size).toBe(32)
})

test.each(rows)(
  'retryable $retryable, attempts left $left, fallback $fallback, failure edge $edge, on failure $onFailure: node $node, run $execution',
  ({ retryable, left, fallback, edge, onFailure, node, execution }) => {
    const document: WorkflowDocument = {
      name: 'x',
      settings: { onFailure },
      nodes: {
        a: {
          type: 'noop',
          retry: { maxAttempts: left ? 2 : 1, delayMs: 1000 },
          ...(fallback && { fallback: 'instead' }),
        },
        aside: { type: 'noop' },
        after: { type: 'noop' },
      },
      edges: edge ? [{ source: 'a', target: 'after', port: 'failure' }] : [],
    }
    const error = { code: 'THROWN', message: 'no', retryable } as const
    const { state, last } = play(document, start, startAttempt(0), fail(0, { error }))
    const outcome = last.includes('node_completed a')
      ? 'completed with the fallback'
      : state.getNode(0).status
    expect(outcome).toBe(node)
    const next =
      state.status === 'failed'
        ? 'fails at once'
        : state.unhandledFailures > 0
          ? 'fails at its end'
          : 'goes on'
    expect(next).toBe(execution)
  },
)
