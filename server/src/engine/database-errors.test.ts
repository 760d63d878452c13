import { expect, test } from 'vitest'
import { isSeqTaken, isUnavailable } from './database-errors.ts'

const failed = (code: string, message = 'failed') => Object.assign(new Error(message), { code })

test.each([
  ['a connection that broke', failed('ECONNRESET'), true],
  ['a server that does not listen', new AggregateError([failed('ECONNREFUSED')]), true],
  ['a server that shuts down', failed('57P01'), true],
  ['a server that starts', failed('57P03'), true],
  ['a statement that took too long', failed('57014'), true],
  ['a deadlock', failed('40P01'), true],
  ['a client that was closed under the query', failed('', 'Connection terminated unexpectedly'), true],
  ['a text that jsonb refuses', failed('22P05'), false],
  ['a check that does not hold', failed('23514'), false],
  ['something that is no error', 'ECONNRESET', false],
])('%s', (...[, error, unavailable]) => {
  expect(isUnavailable(error)).toBe(unavailable)
})

test.each([
  ['the key of the events', { code: '23505', constraint: 'execution_events_pkey' }, true],
  ['another key', { code: '23505', constraint: 'artifacts_storage_key_key' }, false],
  ['another rule of the events', { code: '23502', constraint: 'execution_events_pkey' }, false],
])('a number is taken where %s is violated, and only there', (...[, fields, isTaken]) => {
  expect(isSeqTaken(Object.assign(new Error('refused'), fields))).toBe(isTaken)
})
