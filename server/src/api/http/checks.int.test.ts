/** Who is let in, and what is kept out before anything is looked at. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { request as httpRequest } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { startTestApi, type TestApi, testKey } from '../../testing/start-test-api.ts'

const owner = { name: 'Ada', email: 'ada@example.org', password: 'correct horse battery' }

let api: TestApi
let pagesFolder: string
let token: string
beforeAll(async () => {
  pagesFolder = await mkdtemp(join(tmpdir(), 'heddle-pages-'))
  await writeFile(join(pagesFolder, 'index.html'), '<script>theme()</script><div id="root"></div>')
  api = await startTestApi({ pagesFolder })
  token = (await api.ownerSetup.ensureSetupToken()) ?? ''
})
afterAll(async () => {
  await api?.close()
  await rm(pagesFolder, { recursive: true, force: true })
})

function mutate(procedure: string, body: unknown, headers: Record<string, string> = {}) {
  return api.callAsNobody(`POST /trpc/${procedure}`, { body, headers })
}

/** fetch does not let a caller choose these headers. */
function ask(path: string, headers: Record<string, string>): Promise<{ status: number; text: string }> {
  const { hostname, port } = new URL(api.url)
  return new Promise((resolve, reject) => {
    const request = httpRequest({ hostname, port, path, headers }, (response) => {
      let text = ''
      response.setEncoding('utf8')
      response.on('data', (chunk: string) => {
        text += chunk
      })
      response.on('end', () => resolve({ status: response.statusCode ?? 0, text }))
    })
    request.on('error', reject)
    request.end()
  })
}

describe('the first owner', () => {
  test('is made by the newest link, once', async () => {
    const status = await api.callAsNobody('GET /trpc/system.status')
    expect(status.body.result.data).toMatchObject({ initialised: false, signedIn: false })
    const older = token
    token = (await api.ownerSetup.ensureSetupToken()) ?? ''
    const refused = await mutate('account.createOwner', { ...owner, token: older })
    expect([refused.status, refused.body.error.data.heddle.code]).toEqual([403, 'FORBIDDEN'])
    const answers = await Promise.all([1, 2, 3].map(() => mutate('account.createOwner', { ...owner, token })))
    expect(answers.map(({ status: code }) => code).filter((code) => code === 200)).toHaveLength(1)
    const again = await mutate('account.createOwner', { ...owner, token })
    expect([again.status, again.body.error.data.heddle.code]).toEqual([409, 'ALREADY_INITIALISED'])
    expect(await api.ownerSetup.ensureSetupToken()).toBeNull()
  })
})

describe('a session', () => {
  const signIn = (password: string, headers = {}) =>
    api.callAsNobody('POST /api/auth/sign-in/email', { body: { email: owner.email, password }, headers })

  async function openSession(): Promise<string> {
    const { status, headers } = await signIn(owner.password)
    expect(status).toBe(200)
    const [cookie = ''] = headers.getSetCookie()
    expect(cookie).toMatch(/HttpOnly/i)
    expect(cookie).toMatch(/SameSite=Lax/i)
    return cookie.split(';')[0] ?? ''
  }

  test('is opened by e-mail and password, speaks for its user, and ends', async () => {
    const cookie = await openSession()
    const me = await api.callAsNobody('GET /trpc/account.me', { headers: { cookie } })
    expect(me.body.result.data).toMatchObject({
      name: 'Ada',
      email: owner.email,
      role: 'owner',
      workspaceId: 'default',
    })
    expect(
      (await api.callAsNobody('POST /api/auth/sign-out', { body: {}, headers: { cookie } })).status,
    ).toBe(200)
    const after = await api.callAsNobody('GET /trpc/account.me', { headers: { cookie } })
    expect([after.status, after.body.error.data.heddle.code]).toEqual([401, 'UNAUTHENTICATED'])
  })

  test('reads and changes nothing for another site', async () => {
    const cookie = await openSession()
    const post = (headers: Record<string, string>) =>
      mutate('workflows.create', { document: { name: 'x', nodes: {} } }, { cookie, ...headers })
    const foreign = await post({ origin: 'https://elsewhere.example' })
    expect([foreign.status, foreign.body.error.code]).toEqual([403, 'FORBIDDEN'])
    expect((await post({ origin: 'null' })).status).toBe(403)
    expect((await post({ origin: api.url })).status).toBe(200)
    const rest = await api.callAsNobody('POST /api/workflows', {
      body: { name: 'x', nodes: {} },
      headers: { cookie, origin: 'https://elsewhere.example' },
    })
    expect(rest.status).toBe(403)
  })

  test('cannot be had by signing up', async () => {
    const body = { email: 'eve@example.org', password: 'correct horse battery', name: 'Eve' }
    expect((await api.callAsNobody('POST /api/auth/sign-up/email', { body })).status).toBe(404)
  })

  test('is refused for a wrong password, and after many of them for a while', async () => {
    const wrong = await signIn('wrong horse')
    expect([wrong.status, wrong.body.error.code]).toEqual([401, 'UNAUTHENTICATED'])
    for (let tries = 0; tries < 9; tries += 1) await signIn('wrong horse')
    const limited = await signIn(owner.password)
    expect([limited.status, limited.body.error.code]).toEqual([429, 'TOO_MANY_REQUESTS'])
    expect(Number(limited.headers.get('retry-after'))).toBeGreaterThan(0)
  })
})

describe('a key', () => {
  test.each([
    ['none', {}],
    ['a wrong one', { authorization: 'Bearer not-the-key-0123456789' }],
    ['another scheme', { authorization: `Basic ${testKey}` }],
  ])('is needed: %s is refused', async (_what, headers) => {
    const calls = [
      'GET /api/workflows',
      'GET /api/executions',
      'POST /api/workflows',
      'GET /trpc/workflows.list',
    ]
    for (const call of calls) {
      expect((await api.callAsNobody(call, { headers })).status, call).toBe(401)
    }
  })

  test('is not needed for health, the reference and the schema', async () => {
    const { status, body } = await api.callAsNobody('GET /health')
    expect([status, body.status, Object.keys(body.parts)]).toEqual([
      200,
      'ok',
      ['database', 'redis', 'queue', 'workers'],
    ])
    expect((await api.callAsNobody('GET /docs/')).status).toBe(200)
    expect((await api.callAsNobody('GET /api/schema/workflow.json')).body.properties).toHaveProperty('nodes')
    const { body: openapi } = await api.callAsNobody('GET /api/openapi.json')
    expect(Object.keys(openapi.paths)).toContain('/api/workflows/{id}/execute')
    expect(Object.keys(openapi.paths).every((path) => !path.startsWith('/trpc'))).toBe(true)
  })
})

test('the reference groups its calls under names in lower case, so that none stands there twice', async () => {
  const { body: openapi } = await api.callAsNobody('GET /api/openapi.json')
  const operations = Object.values<Record<string, { tags: string[] }>>(openapi.paths).flatMap(Object.values)
  const groups = operations.flatMap(({ tags }) => tags)
  expect(groups.filter((group) => group !== group.toLowerCase())).toEqual([])
})

describe('a name', () => {
  const { hostname: _hostname } = new URL('http://localhost')
  test.each([
    ['elsewhere.example', 403],
    ['127.0.0.1.elsewhere.example:4400', 403],
    ['localhost:4400', 200],
    ['[::1]:4400', 200],
    ['192.168.0.7:4400', 200],
  ])('%s is answered with %i', async (host, status) => {
    expect((await ask('/health', { host })).status).toBe(status)
  })

  test('does not matter to who holds a key', async () => {
    const headers = { host: 'heddle.internal', authorization: `Bearer ${testKey}` }
    expect((await ask('/api/workflows', headers)).status).toBe(200)
  })
})

describe('an answer', () => {
  test('is an envelope for every address that is not there', async () => {
    for (const path of ['/api/nothing', '/nothing.js', '/trpc/nothing.at.all', '/api/workflows/a/b/c']) {
      const { status, body } = await api.call(`GET ${path}`)
      const error = body.error.data?.heddle ?? body.error
      expect([path, status, error.code]).toEqual([path, 404, 'ROUTE_NOT_FOUND'])
    }
    const wrongMethod = await api.call('PATCH /api/workflows')
    expect([wrongMethod.status, wrongMethod.body.error.code]).toEqual([404, 'ROUTE_NOT_FOUND'])
    const badPath = await api.call('GET /api/workflows/%E0%A4%A')
    expect([badPath.status, badPath.body.error.code]).toEqual([400, 'REQUEST_INVALID'])
  })

  test('with the page allows its own scripts and nobody to frame it', async () => {
    const { status, headers, text } = await api.callAsNobody('GET /workflows/abc', {
      headers: { accept: 'text/html' },
    })
    expect([status, text]).toEqual([200, expect.stringContaining('id="root"')])
    const policy = headers.get('content-security-policy') ?? ''
    expect(policy).toMatch(/script-src 'self' 'sha256-[^']+';/)
    expect(policy).toContain("frame-ancestors 'none'")
    expect(policy).not.toContain('unsafe-eval')
    expect(headers.get('x-content-type-options')).toBe('nosniff')
    expect(headers.get('cache-control')).toBe('no-cache')
    expect(headers.get('x-request-id')).toBeTruthy()
  })

  test('never climbs out of the folder of the pages', async () => {
    for (const path of ['/../package.json', '/..%2fpackage.json', '/%2e%2e/package.json']) {
      expect((await ask(path, { host: 'localhost' })).status).toBe(404)
    }
  })
})
