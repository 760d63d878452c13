import { expect, test } from 'vitest'
import { parseMetrics } from './prometheus.ts'

test('samples are read, comments passed over, label sets added up', () => {
  const text = [
    '# HELP heddle_engine_commits_total Commits.',
    '# TYPE heddle_engine_commits_total counter',
    'heddle_engine_commits_total 12',
    'heddle_nodes_total{status="failed"} 2',
    'heddle_nodes_total{status="completed"} 3e2',
    '',
  ].join('\n')
  expect(Object.fromEntries(parseMetrics(text))).toEqual({
    heddle_engine_commits_total: 12,
    heddle_nodes_total: 302,
  })
})
