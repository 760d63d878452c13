import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startTestAttempts, type TestAttempts } from '../../testing/test-attempts.ts'
import { waitFor } from '../../testing/wait-for.ts'

let attempts: TestAttempts
let server: Server
let other: Server
let origin: string
let otherOrigin: string

beforeAll(async () => {
  attempts = startTestAttempts()
  server = createServer(async (request, response) => {
    const url = new URL(request.url ?? '/', 'http://x')
    const chunks: Buffer[] = []
    for await (const chunk of request) chunks.push(chunk)
    const answers: Record<string, () => void> = {
      '/echo': () => {
        response.setHeader('content-type', 'application/json')
        const { method, headers } = request
        response.end(
          JSON.stringify({ method, query: url.search, headers, body: Buffer.concat(chunks).toString() }),
        )
      },
      '/text': () => response.end('plain'),
      '/cookies': () =>
        response
          .setHeader('set-cookie', ['a=1; Path=/', 'b=2'])
          .setHeader('vary', ['accept', 'origin'])
          .end(),
      '/bytes': () => response.end(Buffer.from([0, 255, 254])),
      '/wrong-json': () => response.setHeader('content-type', 'application/json').end('{'),
      '/missing': () => response.writeHead(404).end('nothing here'),
      '/busy': () => response.writeHead(503, { 'retry-after': '1' }).end(),
      '/away': () => response.writeHead(302, { location: `${otherOrigin}/` }).end(),
      '/loop': () => response.writeHead(307, { location: '/loop' }).end(),
      '/see-other': () => response.writeHead(303, { location: '/echo' }).end(),
      '/huge': () => {
        const part = Buffer.alloc(1024 * 1024, 'x')
        for (let count = 0; count < 20; count += 1) response.write(part)
        response.end()
      },
      '/silent': () => undefined,
      '/broken': () => request.socket.destroy(),
    }
    answers[url.pathname]?.()
  })
  other = createServer((request, response) => response.end(request.headers.authorization ?? 'nobody'))
  server.listen(0, '127.0.0.1')
  other.listen(0, '127.0.0.1')
  await waitFor(() => server.listening && other.listening)
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  otherOrigin = `http://127.0.0.1:${(other.address() as AddressInfo).port}`
})

afterAll(async () => {
  server.closeAllConnections()
  other.closeAllConnections()
  server.close()
  other.close()
  await attempts.close()
})

const request = (params: Record<string, unknown>, signal?: AbortSignal) =>
  attempts.run({ nodes: { a: { type: 'http', params } }, ...(signal && { signal }) })

test('method, query, headers and body are sent and JSON comes back parsed', async () => {
  const report = await request({
    method: 'POST',
    url: `${origin}/echo?a=1`,
    query: { b: 2, c: ['x', 'y'] },
    headers: { 'x-own': 'yes' },
    body: { deep: [1] },
  })
  expect(report).toMatchObject({
    type: 'complete-attempt',
    output: {
      value: {
        status: 200,
        headers: { 'content-type': 'application/json' },
        body: {
          method: 'POST',
          query: '?a=1&b=2&c=x&c=y',
          headers: { 'x-own': 'yes', 'content-type': 'application/json' },
          body: '{"deep":[1]}',
        },
      },
    },
  })
})

test.each([
  ['text', '/text', 'plain'],
  ['bytes that are no text', '/bytes', { base64: 'AP/+' }],
  ['what only says that it is JSON', '/wrong-json', '{'],
])('%s comes back as it is', async (_, path, body) => {
  expect(await request({ url: origin + path })).toMatchObject({ output: { value: { status: 200, body } } })
})

test('headers that come several times are all there', async () => {
  expect(await request({ url: `${origin}/cookies` })).toMatchObject({
    output: { value: { headers: { vary: 'accept, origin', 'set-cookie': ['a=1; Path=/', 'b=2'] } } },
  })
})

test.each([
  ['a missing page', '/missing', { status: 404, retryable: false }],
  ['a busy server', '/busy', { status: 503, retryable: true }],
])('%s fails with its status', async (_, path, { status, retryable }) => {
  expect(await request({ url: origin + path })).toMatchObject({
    type: 'fail-attempt',
    error: { code: 'HTTP_STATUS', retryable, details: { status } },
  })
})

test('an expected status is no failure', async () => {
  expect(await request({ url: `${origin}/missing`, expectStatus: [200, 404] })).toMatchObject({
    output: { value: { status: 404, body: 'nothing here' } },
  })
  expect(await request({ url: `${origin}/text`, expectStatus: 201 })).toMatchObject({
    error: { code: 'HTTP_STATUS' },
  })
})

test('redirects are followed without handing credentials to another host', async () => {
  const headers = { authorization: 'Bearer secret' }
  expect(await request({ url: `${origin}/away`, headers })).toMatchObject({
    output: { value: { body: 'nobody' } },
  })
  expect(await request({ url: `${origin}/see-other`, method: 'POST', body: 'x' })).toMatchObject({
    output: { value: { body: { method: 'GET', body: '' } } },
  })
  expect(await request({ url: `${origin}/loop` })).toMatchObject({
    error: { message: expect.stringContaining('more than 10 times'), retryable: false },
  })
})

test('an answer beyond the limit is refused with the limit', async () => {
  expect(await request({ url: `${origin}/huge` })).toMatchObject({
    error: { message: expect.stringContaining('larger than 16 MiB'), retryable: false },
  })
})

test('silence ends with the timeout, and a broken connection may be tried again', async () => {
  expect(await request({ url: `${origin}/silent`, timeoutMs: 100 })).toMatchObject({
    error: { code: 'TIMEOUT', retryable: true },
  })
  expect(await request({ url: `${origin}/broken` })).toMatchObject({
    error: { code: 'THROWN', retryable: true },
  })
  const closed = createServer().listen(0, '127.0.0.1')
  await waitFor(() => closed.listening)
  const { port } = closed.address() as AddressInfo
  closed.close()
  await waitFor(() => !closed.listening)
  expect(await request({ url: `http://127.0.0.1:${port}/` })).toMatchObject({
    error: { code: 'THROWN', retryable: true, details: { code: 'ECONNREFUSED' } },
  })
})

test('cancelling ends the request', async () => {
  const cancel = new AbortController()
  const running = request({ url: `${origin}/silent` }, cancel.signal)
  cancel.abort()
  expect(await running).toMatchObject({ error: { code: 'CANCELLED' } })
})

test.each([
  ['no address', { url: 'example' }, 'url must be an address'],
  ['no url at all', {}, 'url is missing'],
  ['a body with GET', { url: 'http://x/', method: 'GET', body: 'x' }, 'body cannot be sent with GET'],
  [
    'a line break in a header',
    { url: 'http://127.0.0.1:1/', headers: { a: 'b\nc' } },
    'headers.a is no valid header',
  ],
])('%s is refused by name', async (_, params, message) => {
  expect(await request(params)).toMatchObject({
    error: { code: 'INVALID_PARAMS', retryable: false, message: expect.stringContaining(message) },
  })
})
