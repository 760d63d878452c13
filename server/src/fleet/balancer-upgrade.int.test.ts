import { once } from 'node:events'
import { createServer, type Server, request as send } from 'node:http'
import { type AddressInfo, createServer as createTcpServer, type Socket } from 'node:net'
import { afterEach, expect, test } from 'vitest'
import { createLogger } from '../ops/logger.ts'
import { waitFor } from '../testing/wait-for.ts'
import { createWebSocketEcho } from '../testing/web-socket-echo.ts'
import { createBalancer } from './balancer.ts'
import type { BalancerPatience } from './forward-request.ts'
import type { ServerAddress } from './server-pool.ts'

const logger = createLogger('silent')
const open: { close(): void }[] = []
afterEach(() => {
  for (const part of open.splice(0)) part.close()
})

async function listen(server: Server): Promise<number> {
  open.push(server, { close: () => server.closeAllConnections() })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return (server.address() as AddressInfo).port
}

/** The servers are asked in this order, the first one first. */
async function balance(ports: readonly number[], patience: Partial<BalancerPatience> = {}) {
  const gone: number[] = []
  const pool = {
    candidates: () => ports.map((port) => ({ host: '127.0.0.1', port })),
    markGone: ({ port }: { port: number }) => void gone.push(port),
    rank: (servers: readonly ServerAddress[]) => servers,
    watch: () => () => undefined,
  }
  const balancer = createBalancer({ pool, logger, patience })
  return { balancer, gone, port: await listen(balancer) }
}

async function echo(name: string) {
  const { server, sockets } = createWebSocketEcho(name)
  open.push({ close: () => sockets.forEach((socket) => void socket.destroy()) })
  return { port: await listen(server), sockets }
}

/** Takes connections and says nothing. */
async function listenMutely(): Promise<number> {
  const sockets = new Set<Socket>()
  const server = createTcpServer((socket) => {
    sockets.add(socket)
    socket.on('error', () => undefined)
    socket.resume()
  })
  open.push(server, { close: () => sockets.forEach((socket) => void socket.destroy()) })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return (server.address() as AddressInfo).port
}

async function freePort(): Promise<number> {
  const server = createTcpServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  server.close()
  await once(server, 'close')
  return port
}

function connectTo(port: number) {
  const socket = new WebSocket(`ws://127.0.0.1:${port}/talk?about=it`)
  const heard: string[] = []
  const ends: string[] = []
  socket.addEventListener('message', ({ data }) => void heard.push(String(data)))
  socket.addEventListener('error', () => void ends.push('error'))
  socket.addEventListener('close', () => void ends.push('close'))
  open.push({ close: () => socket.close() })
  return { socket, heard, ends }
}

const greeting = (name: string) => `${name}: /talk?about=it for 127.0.0.1`

test('a WebSocket passes both ways, from the first word that travels with the answer on', async () => {
  const { port, sockets } = await echo('a')
  const { socket, heard, ends } = connectTo((await balance([port])).port)
  await waitFor(() => heard.length === 1)
  for (const word of ['one', 'two', 'three']) socket.send(word)
  await waitFor(() => heard.length === 4)
  expect(heard).toEqual([greeting('a'), 'a: one', 'a: two', 'a: three'])
  socket.close()
  await waitFor(() => ends.includes('close'))
  await waitFor(() => sockets.size === 0)
  expect(ends).toEqual(['close'])
})

test('a server that cannot be reached, and one that does not answer, leave it to the next one', async () => {
  const away = await freePort()
  const { port, sockets } = await echo('b')
  const { gone, ...balancer } = await balance([away, await listenMutely(), port], { upgradeMs: 1_000 })
  const { heard } = connectTo(balancer.port)
  await waitFor(() => heard.includes(greeting('b')))
  expect(gone).toEqual([away])
  expect(sockets.size).toBe(1)
})

test('the end of the server is the end for who spoke to it', async () => {
  const { port, sockets } = await echo('a')
  const { heard, ends } = connectTo((await balance([port])).port)
  await waitFor(() => heard.length === 1)
  for (const socket of sockets) socket.destroy()
  await waitFor(() => ends.includes('close'))
})

test('where neither side says anything for too long both are let go, and before that they are not', async () => {
  const { port, sockets } = await echo('a')
  const { socket, heard, ends } = connectTo((await balance([port], { silenceMs: 1_500 })).port)
  await waitFor(() => heard.length === 1)
  const beganAt = performance.now()
  for (let at = 0; performance.now() - beganAt < 3_000; at += 1) {
    socket.send(`${at}`)
    await waitFor(() => heard.includes(`a: ${at}`))
  }
  expect(ends).toEqual([])
  await waitFor(() => ends.includes('close'))
  await waitFor(() => sockets.size === 0)
})

test('a balancer that closes lets go of those that speak WebSocket as well', async () => {
  const { port, sockets } = await echo('a')
  const { balancer, port: address } = await balance([port])
  const { heard } = connectTo(address)
  await waitFor(() => heard.length === 1)
  balancer.closeAllConnections()
  await waitFor(() => sockets.size === 0)
})

test('a server that speaks no WebSocket says so itself', async () => {
  const server = createServer((request, response) => {
    response.writeHead(404, { 'x-heard': request.headers.upgrade ?? 'nothing' }).end('not here')
  })
  const { port } = await balance([await listen(server)])
  const headers = {
    connection: 'Upgrade',
    upgrade: 'websocket',
    'sec-websocket-key': 'dGhlIHNhbXBsZSBub25jZQ==',
    'sec-websocket-version': '13',
  }
  const asked = send({ host: '127.0.0.1', port, headers, agent: false })
  asked.end()
  const [response] = await once(asked, 'response')
  expect([response.statusCode, response.headers['x-heard']]).toEqual([404, 'websocket'])
  const [chunk] = await once(response, 'data')
  expect(String(chunk)).toBe('not here')
})

test('an offer to speak something else is left aside, and the request is answered with its body', async () => {
  const server = createServer((request, response) => void request.pipe(response))
  const { port } = await balance([await listen(server)])
  const headers = { connection: 'Upgrade, HTTP2-Settings', upgrade: 'h2c', 'http2-settings': 'AAMAAABk' }
  const asked = send({ host: '127.0.0.1', port, method: 'POST', headers, agent: false })
  asked.end('a body')
  const [response] = await once(asked, 'response')
  const [chunk] = await once(response, 'data')
  expect(String(chunk)).toBe('a body')
})

test('where there is no server at all it is refused', async () => {
  const { ends } = connectTo((await balance([await freePort()])).port)
  await waitFor(() => ends.includes('close'))
  expect(ends).toContain('error')
})
