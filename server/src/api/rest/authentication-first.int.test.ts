/** A stranger hears 401 from every route of REST, whatever else is wrong with the request. */
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startTestApi, type TestApi } from '../../testing/start-test-api.ts'

let api: TestApi
beforeAll(async () => {
  api = await startTestApi()
})
afterAll(() => api.close())

const methods = ['get', 'post', 'put', 'delete', 'patch'] as const

interface Route {
  readonly request: string
  readonly takesBody: boolean
  readonly isPublic: boolean
}

/** What the reference lists is what there is: it is collected from the routes themselves. */
async function listRoutes(): Promise<readonly Route[]> {
  const { paths } = (await api.callAsNobody('GET /api/openapi.json')).body
  return Object.entries(paths as Record<string, Record<string, { security: unknown[] }>>).flatMap(
    ([path, operations]) =>
      methods.flatMap((method) => {
        const operation = operations[method]
        if (operation === undefined) return []
        const address = path.replaceAll(/\{\w+\}/g, 'no-such-id')
        const request = `${method.toUpperCase()} ${address}?limit=nonsense&wait=nonsense&after=nonsense`
        return [{ request, takesBody: method !== 'get', isPublic: operation.security.length === 0 }]
      }),
  )
}

const wrong = [
  ['a body that is no JSON', { rawBody: '{ "half": ' }],
  ['a body of another kind', { rawBody: 'a=b', headers: { 'content-type': 'text/plain' } }],
  ['a body that fits no schema', { body: { decision: 'perhaps', limit: 'many' } }],
] as const

test.each(wrong)('with %s', async (_name, call) => {
  const routes = (await listRoutes()).filter(({ isPublic }) => !isPublic)
  expect(routes.length).toBeGreaterThan(25)
  const answers = await Promise.all(
    routes.map(async ({ request, takesBody }) => {
      const { status, body } = await api.callAsNobody(request, takesBody ? call : {})
      return [request, status, body.error.code]
    }),
  )
  expect(answers).toEqual(routes.map(({ request }) => [request, 401, 'UNAUTHENTICATED']))
})

test('whoever is known is told what is wrong', async () => {
  const routes = (await listRoutes()).filter(({ isPublic, takesBody }) => !isPublic && takesBody)
  const [, call] = wrong[0]
  const statuses = await Promise.all(
    routes.map(async ({ request }) => [request, (await api.call(request, call)).status]),
  )
  expect(statuses.filter(([, status]) => status === 401)).toEqual([])
  const decide = await api.call('POST /api/approvals/no-such-id/decide', { body: { decision: 'perhaps' } })
  expect([decide.status, decide.body.error.code]).toEqual([400, 'REQUEST_INVALID'])
})
