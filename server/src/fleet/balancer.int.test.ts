import { once } from 'node:events'
import {
  createServer,
  type IncomingMessage,
  type RequestListener,
  type Server,
  request as send,
} from 'node:http'
import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'
import { afterEach, expect, test } from 'vitest'
import { createLogger } from '../ops/logger.ts'
import { waitFor } from '../testing/wait-for.ts'
import { createBalancer } from './balancer.ts'
import { ServerPool } from './server-pool.ts'

const logger = createLogger('silent')
const open: { close(): void }[] = []
afterEach(() => {
  for (const part of open.splice(0)) part.close()
})

async function listen(server: Server, port = 0): Promise<number> {
  open.push(server, { close: () => server.closeAllConnections() })
  server.listen(port, '127.0.0.1')
  await once(server, 'listening')
  return (server.address() as AddressInfo).port
}

/** A server that is well and answers everything else with the listener. */
function wellAnd(listener: RequestListener): Server {
  return createServer((request, response) =>
    request.url === '/health' ? response.end() : listener(request, response),
  )
}

const saying = (name: string) => wellAnd((_request, response) => void response.end(name))

async function balance(...ports: number[]): Promise<string> {
  const pool = new ServerPool(
    ports.map((port) => `http://127.0.0.1:${port}`),
    logger,
  )
  open.push({ close: () => pool.stop() })
  await pool.start()
  return `http://127.0.0.1:${await listen(createBalancer({ pool, logger }))}`
}

async function askTimes(url: string, times: number): Promise<string[]> {
  const answers: string[] = []
  for (let at = 0; at < times; at += 1) answers.push(await (await fetch(url)).text())
  return answers
}

test('requests take turns', async () => {
  const url = await balance(await listen(saying('a')), await listen(saying('b')))
  const answers = await askTimes(url, 4)
  expect(answers.toSorted()).toEqual(['a', 'a', 'b', 'b'])
})

test('a request that reaches no server goes whole to the next one', async () => {
  const dying = saying('never')
  const echo = wellAnd((request, response) => void request.pipe(response))
  const url = await balance(await listen(dying), await listen(echo))
  dying.close()
  dying.closeAllConnections()
  const body = 'x'.repeat(300_000)
  for (let at = 0; at < 4; at += 1) {
    const response = await fetch(url, { method: 'POST', body })
    expect(await response.text()).toBe(body)
  }
})

test('a server that is not well is passed over until it is well again', async () => {
  let status = 200
  const moody = createServer((request, response) => {
    response.statusCode = request.url === '/health' ? status : 200
    response.end('moody')
  })
  const url = await balance(await listen(moody), await listen(saying('steady')))
  status = 503
  await waitFor(async () => !(await askTimes(url, 4)).includes('moody'), {
    what: 'the server to be passed over',
  })
  status = 200
  await waitFor(async () => (await askTimes(url, 4)).includes('moody'), {
    what: 'the server to be asked again',
  })
})

test('where no server is well their own answer is passed on', async () => {
  const sick = createServer((_request, response) => void response.writeHead(503).end('the database is away'))
  const url = await balance(await listen(sick))
  const response = await fetch(`${url}/health`)
  expect([response.status, await response.text()]).toEqual([503, 'the database is away'])
})

test('where there is no server at all it says so', async () => {
  const server = saying('gone')
  const port = await listen(server)
  const url = await balance(port)
  server.close()
  server.closeAllConnections()
  const response = await fetch(url)
  expect(response.status).toBe(503)
  expect(await response.json()).toMatchObject({ error: { code: 'SERVER_UNAVAILABLE', kind: 'unavailable' } })
})

test('a stream passes piece by piece, and its end at either side is the end at the other', async () => {
  let streamed: Promise<unknown> = Promise.resolve()
  const server = wellAnd((_request, response) => {
    streamed = once(response, 'close')
    response.writeHead(200, { 'content-type': 'text/event-stream' })
    response.write('data: 1\n\n')
  })
  const url = await balance(await listen(server))
  const stop = new AbortController()
  const response = await fetch(url, { signal: stop.signal })
  const reader = response.body?.getReader()
  expect(new TextDecoder().decode((await reader?.read())?.value)).toBe('data: 1\n\n')
  stop.abort()
  await streamed

  const again = await fetch(url)
  server.closeAllConnections()
  await expect(again.text()).rejects.toThrow()
})

test('reading is repeated when the server is lost before it answers; writing is not', async () => {
  const lost = wellAnd((request) => void request.socket.destroy())
  const url = await balance(await listen(lost), await listen(saying('here')))
  expect(await askTimes(url, 4)).toEqual(['here', 'here', 'here', 'here'])
  const answers: number[] = []
  for (let at = 0; at < 4; at += 1) answers.push((await fetch(url, { method: 'POST', body: '{}' })).status)
  expect(answers.toSorted()).toEqual([200, 200, 502, 502])
})

test('servers hear who asks, and cookies stay apart', async () => {
  const server = wellAnd((request, response) => {
    response.setHeader('set-cookie', ['a=1', 'b=2'])
    response.end(JSON.stringify(request.headers))
  })
  const url = await balance(await listen(server))
  const headers = {
    'x-forwarded-for': '203.0.113.9',
    host: 'heddle.example.org',
    connection: 'keep-alive',
  }
  const asked = send(url, { headers })
  asked.end()
  const [response] = (await once(asked, 'response')) as [IncomingMessage]
  expect(response.headers['set-cookie']).toEqual(['a=1', 'b=2'])
  expect(JSON.parse(await text(response))).toMatchObject({
    host: 'heddle.example.org',
    'x-forwarded-for': '203.0.113.9, 127.0.0.1',
  })
})
