import { expect, test } from 'vitest'
import { renderMetrics } from './render-metrics.ts'

test('metrics are text that Prometheus reads', () => {
  const text = renderMetrics([
    { name: 'heddle_queue_tasks', help: 'Tasks waiting.', kind: 'gauge', value: 3 },
  ])
  expect(text).toBe(
    '# HELP heddle_queue_tasks Tasks waiting.\n# TYPE heddle_queue_tasks gauge\nheddle_queue_tasks 3\n',
  )
})
