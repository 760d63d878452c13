import type { EventData, EventType, ExecutionEvent } from '@heddle/core/execution/event.ts'
import { expect, test } from 'vitest'
import { toWireEvent, toWireNodeError } from './to-wire.ts'

const error = { code: 'THROWN', message: 'no', retryable: false } as const
const wireError = { ...error, details: {} }

function toWireData<T extends EventType>(type: T, data: EventData[T]): unknown {
  const event = { seq: 1, type, nodeId: 'a', attempt: 1, timestamp: '2026-01-01T00:00:00.000Z', data }
  return toWireEvent('e', event as ExecutionEvent).data
}

test('the error of a node always has details', () => {
  expect(toWireNodeError(error)).toEqual(wireError)
  expect(toWireNodeError({ ...error, details: { exitCode: 1 } })?.details).toEqual({ exitCode: 1 })
  expect(toWireData('node_failed', { port: 'failure', error })).toEqual({ port: 'failure', error: wireError })
})

test('what events hold has keys of REST throughout, and what people wrote is left alone', () => {
  const output = { kind: 'stored', key: 'k', sizeBytes: 7, sha256: 's' } as const
  const completed = {
    port: 'success',
    output,
    fallbackFor: error,
    keptFrom: { executionId: 'f', attempt: 2 },
  }
  expect(toWireData('node_completed', completed)).toEqual({
    port: 'success',
    output: { kind: 'stored', key: 'k', size_bytes: 7, sha256: 's' },
    fallback_for: wireError,
    kept_from: { execution_id: 'f', attempt: 2 },
  })
  const inline = { kind: 'inline', value: { sizeBytes: 1 } } as const
  expect(toWireData('node_completed', { port: 'success', output: inline })).toMatchObject({ output: inline })
  const repaired = { workerId: 'w', outcome: 'failed', repair: { quarantineId: 'q' } } as const
  expect(toWireData('attempt_ignored', repaired)).toMatchObject({ repair: { quarantine_id: 'q' } })
  const restart = { from: 'start', quarantineId: 'q', createdAt: '2026', attempts: { someNode: 1 } } as const
  const created = { workflowId: 'w', version: 1, trigger: 'api', startedBy: null, retryOf: null } as const
  expect(
    toWireData('execution_created', { ...created, priority: 0, deadlineAt: null, restart }),
  ).toMatchObject({
    restart: { from: 'start', quarantine_id: 'q', created_at: '2026', attempts: { someNode: 1 } },
  })
})
