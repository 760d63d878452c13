import type { AppRouter } from '@heddle/server/api/app-router.ts'
import { createTRPCClient, httpBatchStreamLink, httpLink } from '@trpc/client'
import { afterEach, expect, test, vi } from 'vitest'
import { errorText } from './error-text.ts'
import { fetchProcedure, toProcedureError } from './fetch-procedure.ts'

const away = {
  code: 'DATABASE_UNAVAILABLE',
  kind: 'unavailable',
  message: 'The database does not answer. Nothing is lost; try again in a few seconds.',
  details: { reason: 'closed' },
  request_id: 'r1',
}

afterEach(() => vi.unstubAllGlobals())

test.each([
  ['a batch', httpBatchStreamLink({ url: 'http://heddle.test/trpc', fetch: fetchProcedure })],
  ['a long question', httpLink({ url: 'http://heddle.test/trpc', fetch: fetchProcedure })],
])('%s that is refused before its procedure says why', async (_name, link) => {
  vi.stubGlobal('fetch', async () => Response.json({ error: away }, { status: 503 }))
  const client = createTRPCClient<AppRouter>({ links: [link] })
  const refusal: unknown = await client.workers.list.query().catch((error: unknown) => error)
  expect(errorText(refusal)).toEqual({
    title: 'The database does not answer',
    text: 'Nothing is lost; try again in a few seconds.',
    code: 'DATABASE_UNAVAILABLE',
  })
})

test('what a procedure answers, and what no Heddle wrote, is left as it is', () => {
  expect(toProcedureError([{ error: { code: -32603, message: 'x', data: {} } }], 500)).toBeNull()
  expect(toProcedureError({ error: { code: -32603, message: 'x', data: {} } }, 500)).toBeNull()
  expect(toProcedureError(null, 502)).toBeNull()
})
