/** Requests that are hardly requests, and people who are not who they say. */
import { once } from 'node:events'
import { request as httpRequest } from 'node:http'
import { connect } from 'node:net'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { startTestApi, type TestApi, testKey } from '../../testing/start-test-api.ts'
import { waitFor } from '../../testing/wait-for.ts'

let api: TestApi
beforeAll(async () => {
  api = await startTestApi()
})
afterAll(() => api?.close())

/** Sends bytes as they are and reads until the server hangs up. */
async function sendBytes(bytes: string): Promise<string> {
  const { hostname, port } = new URL(api.url)
  const socket = connect(Number(port), hostname)
  let answer = ''
  socket.on('data', (chunk: Buffer) => {
    answer += chunk.toString()
  })
  socket.on('error', () => undefined)
  socket.write(bytes)
  await once(socket, 'close')
  return answer
}

describe('what is no request', () => {
  test.each([
    ['bytes that are not HTTP', 'hello?\r\n\r\n', 'is not HTTP'],
    [
      'an address beyond the limit',
      `GET /${'a'.repeat(20_000)} HTTP/1.1\r\nHost: localhost\r\n\r\n`,
      'longer than',
    ],
    [
      'two lengths',
      'POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n',
      'is not HTTP',
    ],
  ])('is told so in the envelope: %s', async (_what, bytes, message) => {
    const answer = await sendBytes(bytes)
    expect(answer).toMatch(/^HTTP\/1\.1 400 /)
    const { error } = JSON.parse(answer.slice(answer.indexOf('\r\n\r\n')))
    expect(error).toMatchObject({ code: 'REQUEST_INVALID', kind: 'invalid', details: {} })
    expect(error.request_id).toMatch(/^[0-9a-f-]{36}$/)
    expect(error.problems[0].message).toContain(message)
  })
})

describe('signing in', () => {
  const signIn = (email: string, path = '/api/auth/sign-in/email', headers = {}) =>
    api.callAsNobody(`POST ${path}`, { body: { email, password: 'wrong-password' }, headers })

  test('from another site is refused however the address is written', async () => {
    for (const path of ['/api/auth/sign-in/email', '/%61pi/auth/sign-in/email']) {
      const { status } = await signIn('a@b.example', path, { origin: 'https://evil.example' })
      expect([path, status]).toEqual([path, 403])
    }
  })

  test('a hundred times at once is limited as a hundred times in a row', async () => {
    const answers = await Promise.all(Array.from({ length: 100 }, () => signIn('victim@b.example')))
    const tried = answers.filter(({ status }) => status === 401)
    expect(tried.length).toBeLessThanOrEqual(10)
    const [refused] = answers.filter(({ status }) => status === 429)
    expect(refused?.body.error.code).toBe('TOO_MANY_REQUESTS')
    expect(Number(refused?.headers.get('retry-after'))).toBeGreaterThan(0)
  })
})

test('a stranger without the link cannot make the server hash passwords', async () => {
  const create = () =>
    api.callAsNobody('POST /trpc/account.createOwner', {
      body: { token: 'guess', name: 'x', email: 'x@example.com', password: 'x'.repeat(128) },
    })
  const before = process.cpuUsage()
  const answers = await Promise.all(Array.from({ length: 60 }, create))
  expect(answers.every(({ status }) => status === 403)).toBe(true)
  // Sixty hashes would take several seconds of processor time.
  expect(process.cpuUsage(before).user / 1000).toBeLessThan(3_000)
})

describe('bodies', () => {
  const send = (bytes: number, headers: Record<string, string>) =>
    api.callAsNobody('POST /api/workflows', { rawBody: `"${'x'.repeat(bytes)}"`, headers })

  test('of strangers are not read when they are long', async () => {
    for (const path of ['/api/workflows', '/trpc/workflows.create', '/trpc/account.createOwner']) {
      const long = await api.callAsNobody(`POST ${path}`, { rawBody: `"${'x'.repeat(8_000_000)}"` })
      expect([path, long.status, long.body.error.code]).toEqual([path, 401, 'UNAUTHENTICATED'])
    }
  })

  test('of more than memory should hold are refused for a moment', async () => {
    const headers = { authorization: `Bearer ${testKey}` }
    const answers = await Promise.all(Array.from({ length: 10 }, () => send(30_000_000, headers)))
    const refused = answers.filter(({ status }) => status === 429)
    expect(refused.length).toBeGreaterThan(0)
    expect(refused[0]?.headers.get('retry-after')).toBe('2')
    await waitFor(async () => (await send(30_000_000, headers)).status === 422, { what: 'room for another' })
  })

  test('of signals share the budget of the others', async () => {
    const path = '/api/executions/none/signals/paid'
    const headers = { authorization: `Bearer ${testKey}`, 'content-type': 'application/json' }
    const { hostname, port } = new URL(api.url)
    const announce = async () => {
      const options = { hostname, port, path, headers: { ...headers, 'content-length': 1024 * 1024 } }
      const request = httpRequest({ ...options, method: 'POST' }).on('error', () => undefined)
      request.flushHeaders()
      await once(request, 'socket')
      return request
    }
    const bodies = await Promise.all(Array.from({ length: 200 }, announce))
    const sendOne = () => api.call(`POST ${path}`, { body: 'x'.repeat(900_000) })
    await waitFor(async () => (await sendOne()).status === 429, { what: 'the budget to be used up' })
    for (const request of bodies) request.destroy()
    await waitFor(async () => (await sendOne()).status === 404, { what: 'room for another body' })
  })
})
