import { expect, test } from 'vitest'
import { troubleOfError, troubleOfHealth } from './connection-trouble.ts'

const refused = (code: string, kind: string) => ({
  name: 'TRPCClientError',
  data: { httpStatus: 503, heddle: { code, kind, message: 'It is away.', details: {} } },
})

test.each([
  ['no answer at all', { name: 'TRPCClientError' }, 'lost'],
  ['the database that is away', refused('DATABASE_UNAVAILABLE', 'unavailable'), 'unavailable'],
  ['a storage that is away', refused('STORAGE_UNAVAILABLE', 'unavailable'), 'unclear'],
  ['a server that stops', refused('SHUTTING_DOWN', 'unavailable'), 'unclear'],
  ['a conflict', refused('REVISION_CONFLICT', 'conflict'), null],
])('%s is told from what else may be away', (_what, error, trouble) => {
  expect(troubleOfError(error)).toBe(trouble)
})

test('a balancer that reaches no server does not blame the database', () => {
  const parts = { database: { status: 'down', detail: 'The database does not answer' } }
  expect(troubleOfHealth({ status: 'down', mode: 'postgres+redis', parts })).toBe('unavailable')
  expect(troubleOfHealth({ error: { code: 'SERVER_UNAVAILABLE', kind: 'unavailable' } })).toBe('lost')
})
