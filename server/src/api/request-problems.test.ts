import { expect, test } from 'vitest'
import { z } from 'zod'
import { retryFromSchema } from './executions/execution-shapes.ts'
import { toRequestProblems } from './request-problems.ts'
import { flagQuery, limitQuery } from './rest/query.ts'

test.each<[string, z.ZodType, unknown, string, string]>([
  ['no number', z.object({ limit: limitQuery }), { limit: 'x' }, 'limit', 'must be a number'],
  ['half a number', z.object({ limit: limitQuery }), { limit: '1.5' }, 'limit', 'must be a whole number'],
  ['too little', z.object({ limit: limitQuery }), { limit: '0' }, 'limit', 'must be at least 1'],
  [
    'another word',
    z.object({ cancel: flagQuery }),
    { cancel: 'x' },
    'cancel',
    'must be one of 0, 1, true, false',
  ],
  ['nothing', z.object({ name: z.string() }), {}, 'name', 'is missing'],
  ['no body', z.object({}), undefined, '', 'is missing'],
  ['another kind of body', z.object({}), [], '', 'must be an object'],
  ['an empty text', z.object({ key: z.string().min(1) }), { key: '' }, 'key', 'must not be empty'],
  [
    'a long text',
    z.object({ key: z.string().max(2) }),
    { key: 'abc' },
    'key',
    'must be at most 2 characters long',
  ],
  [
    'a long list',
    z.object({ ids: z.array(z.int()).max(1) }),
    { ids: [1, 2] },
    'ids',
    'must have at most 1 entries',
  ],
  [
    'a field that is not known',
    z.strictObject({}),
    { someKey: 1 },
    'someKey',
    'is not known here; leave it out',
  ],
  [
    'none of several forms',
    z.object({ from: retryFromSchema }),
    { from: 3 },
    'from',
    'must be failed, start or a list of node ids',
  ],
  [
    'words of its own',
    z.object({ at: z.string().regex(/^\d+$/, 'must be digits') }),
    { at: 'x' },
    'at',
    'must be digits',
  ],
])('%s is named with its field and what belongs there', (...row) => {
  const [, schema, given, path, message] = row
  expect(toRequestProblems(schema.safeParse(given).error?.issues ?? [])).toEqual([{ path, message }])
})
