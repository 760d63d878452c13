import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { findFreePort } from '../../ops/free-port.ts'
import { startTestAttempts, type TestAttempts } from '../../testing/test-attempts.ts'
import { waitFor } from '../../testing/wait-for.ts'
import { createHostBreakers, hostBreakers } from './host-breakers.ts'

const defaults = { failures: 3, resetMs: 60_000, guardsHosts: true }
let attempts: TestAttempts
beforeAll(() => {
  attempts = startTestAttempts()
})
beforeEach(() => hostBreakers.configure(defaults))
afterAll(() => attempts.close())

const ask = (url: string) => attempts.run({ nodes: { a: { type: 'http', params: { url } } } })
const askTimes = async (times: number, url: string) => {
  for (let count = 0; count < times; count += 1) await ask(url)
}

test('a host that refuses connections in a row is not asked for a while, and the error says until when', async () => {
  const url = `http://127.0.0.1:${await findFreePort()}/items`
  const connections = { error: { details: { code: 'ECONNREFUSED' }, retryable: true } }
  for (let count = 0; count < 3; count += 1) expect(await ask(url)).toMatchObject(connections)
  const report = await ask(url)
  expect(report).toMatchObject({
    type: 'fail-attempt',
    error: {
      code: 'THROWN',
      retryable: true,
      message: expect.stringMatching(/was not sent.*ECONNREFUSED.*asked again from 20/),
      details: { code: 'HOST_AWAY', retryAt: expect.stringMatching(/Z$/) },
    },
  })
  expect(hostBreakers.views()).toMatchObject([{ name: new URL(url).origin, state: 'open', failures: 3 }])
})

test('one host in trouble holds up no other', async () => {
  const server = createServer((_, response) => response.end('here')).listen(0, '127.0.0.1')
  await waitFor(() => server.listening)
  await askTimes(4, `http://127.0.0.1:${await findFreePort()}/`)
  const { port } = server.address() as AddressInfo
  expect(await ask(`http://127.0.0.1:${port}/`)).toMatchObject({ type: 'complete-attempt' })
  server.close()
})

test('no answer ever opens it, whatever its status, and one that comes resets the count', async () => {
  let status = 503
  const server = createServer((request, response) => {
    if (request.url === '/broken') request.socket.destroy()
    else response.writeHead(status).end()
  }).listen(0, '127.0.0.1')
  await waitFor(() => server.listening)
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  await askTimes(5, origin)
  status = 404
  await askTimes(5, origin)
  expect(hostBreakers.views()).toEqual([])
  await askTimes(2, `${origin}/broken`)
  expect(hostBreakers.views()).toMatchObject([{ state: 'closed', failures: 2 }])
  await ask(origin)
  expect(hostBreakers.views()).toEqual([])
  server.close()
})

test('a host that is back is asked again after the pause', async () => {
  hostBreakers.configure({ ...defaults, resetMs: 20 })
  const port = await findFreePort()
  const url = `http://127.0.0.1:${port}/`
  await askTimes(3, url)
  const server = createServer((_, response) => response.end('back')).listen(port, '127.0.0.1')
  await waitFor(() => server.listening)
  const completed = await waitFor(async () => (await ask(url)).type === 'complete-attempt')
  expect(completed).toBe(true)
  expect(hostBreakers.views()).toEqual([])
  server.close()
})

test('switched off, every request is sent', async () => {
  hostBreakers.configure({ ...defaults, guardsHosts: false })
  const url = `http://127.0.0.1:${await findFreePort()}/`
  await askTimes(4, url)
  expect(await ask(url)).toMatchObject({ error: { details: { code: 'ECONNREFUSED' } } })
})

test('however many hosts are dead, what is kept of them is bounded', async () => {
  const breakers = createHostBreakers(defaults)
  const refuse = () => Promise.reject(Object.assign(new Error('no'), { code: 'ECONNREFUSED' }))
  const { signal } = new AbortController()
  for (let host = 0; host < 1_100; host += 1)
    await breakers.run(`http://host-${host}`, refuse, signal).catch(() => undefined)
  expect(breakers.views().length).toBe(1_000)
})
