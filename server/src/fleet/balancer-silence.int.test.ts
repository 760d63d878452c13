/** A server that stands still keeps its connections open and says nothing: as one that is cut off from the network. */
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, expect, test } from 'vitest'
import { createLogger } from '../ops/logger.ts'
import { waitFor } from '../testing/wait-for.ts'
import { createBalancer } from './balancer.ts'
import type { BalancerPatience } from './forward-request.ts'
import { ServerPool } from './server-pool.ts'

const logger = createLogger('silent')
/** Four looks, and what a busy machine adds. */
const deadlineMs = 20_000
const open: { close(): void }[] = []
afterEach(() => {
  for (const part of open.splice(0)) part.close()
})

/**
 * In a process of its own: well at once, a stream and a WebSocket that stay open, and for everything else an answer
 * when it gets SIGUSR2. It tells what it was asked.
 */
const program = `
const { createHash } = require('node:crypto')
const waiting = []
const server = require('node:http').createServer((request, response) => {
  if (request.url === '/health') return response.end()
  if (request.url === '/stream') response.writeHead(200).write('begun')
  else waiting.push(response)
  console.log('asked for ' + request.url)
})
server.on('upgrade', ({ headers, url }, socket) => {
  const key = headers['sec-websocket-key'] + '258EAFA5-E914-47DA-95CA-C5AB0DC85B11'
  const accept = 'Sec-WebSocket-Accept: ' + createHash('sha1').update(key).digest('base64')
  const lines = ['HTTP/1.1 101 Switching Protocols', 'Upgrade: websocket', 'Connection: Upgrade', accept]
  socket.write(lines.join('\\r\\n') + '\\r\\n\\r\\n')
  console.log('asked for ' + url)
})
process.on('SIGUSR2', () => waiting.forEach((response) => response.end('at last')))
server.listen(0, '127.0.0.1', () => console.log('port ' + server.address().port + ' is open'))`

async function spawnServer() {
  const child: ChildProcess = spawn(process.execPath, ['-e', program], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  open.push({ close: () => child.kill('SIGKILL') })
  let said = ''
  child.stdout?.on('data', (chunk) => {
    said += chunk
  })
  const port = await waitFor(() => /port (\d+) is/.exec(said)?.[1], { deadlineMs })
  const untilAsked = (path: string) => waitFor(() => said.includes(`asked for ${path}\n`), { deadlineMs })
  return { port: Number(port), untilAsked, kill: (signal: NodeJS.Signals) => void child.kill(signal) }
}

async function listen(server: Server): Promise<number> {
  open.push(server, { close: () => server.closeAllConnections() })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return (server.address() as AddressInfo).port
}

/** Everything goes to the first one, as long as it is left to the balancer's own turns. */
async function balance(
  [first, ...others]: readonly [number, ...number[]],
  { patience = {}, names = (_port: number) => true } = {} as {
    patience?: Partial<BalancerPatience>
    names?: (port: number) => boolean
  },
) {
  const targets = [first, ...others].map((port) => `http://server-${port}:${port}`)
  const pool = new ServerPool(targets, logger, async (name) =>
    names(Number(name.slice('server-'.length))) ? [{ address: '127.0.0.1' }] : [],
  )
  open.push({ close: () => pool.stop() })
  await pool.start()
  const rank = ({ port }: { port: number }) => (port === first ? 0 : 1)
  const ordered = {
    candidates: () => pool.candidates().toSorted((one, other) => rank(one) - rank(other)),
    rank: pool.rank.bind(pool),
    markGone: pool.markGone.bind(pool),
    watch: pool.watch.bind(pool),
  }
  const port = await listen(createBalancer({ pool: ordered, logger, patience }))
  const isPassedOver = () => [1, 2, 3].every(() => pool.candidates()[0]?.port !== first)
  return { host: `127.0.0.1:${port}`, url: `http://127.0.0.1:${port}`, isPassedOver }
}

async function listenAndSay(word: string) {
  let asked = 0
  const server = createServer((request, response) => {
    if (request.url !== '/health') asked += 1
    response.end(word)
  })
  return { port: await listen(server), asked: () => asked }
}

const isLost = { error: { code: 'SERVER_LOST', kind: 'unavailable', request_id: expect.any(String) } }
const writing = { method: 'POST', body: '{}' }

test('what a server that stands still was asked ends: writing with an error, streams by closing, reading elsewhere', async () => {
  const still = await spawnServer()
  const other = await listenAndSay('here')
  const { url, host } = await balance([still.port, other.port])
  const written = fetch(`${url}/write`, writing)
  const read = fetch(`${url}/read`)
  const stream = (await fetch(`${url}/stream`)).text().catch(() => 'broken')
  const socket = new WebSocket(`ws://${host}/socket`)
  const socketEnds = once(socket, 'close')
  for (const path of ['/write', '/read', '/stream', '/socket']) await still.untilAsked(path)
  await waitFor(() => socket.readyState === WebSocket.OPEN)
  still.kill('SIGSTOP')
  const answer = await written
  expect([answer.status, await answer.json()]).toMatchObject([504, isLost])
  expect(await (await read).text()).toBe('here')
  expect(await stream).toBe('broken')
  await socketEnds
  expect(other.asked()).toBe(1)
}, 40_000)

test('a server that stands still for a while keeps what it was asked, though it is passed over', async () => {
  const slow = await spawnServer()
  const { url, isPassedOver } = await balance([slow.port, (await listenAndSay('here')).port])
  const answers = [fetch(`${url}/write`, writing), fetch(`${url}/read`)]
  for (const path of ['/write', '/read']) await slow.untilAsked(path)
  slow.kill('SIGSTOP')
  await waitFor(isPassedOver, { deadlineMs })
  slow.kill('SIGCONT')
  slow.kill('SIGUSR2')
  const words = await Promise.all(answers.map(async (answer) => (await answer).text()))
  expect(words).toEqual(['at last', 'at last'])
}, 40_000)

test('a server that says that it is not well is waited for', async () => {
  const health: number[] = []
  const server = createServer((request, response) => {
    if (request.url !== '/health') return
    health.push(health.length === 0 ? 200 : 503)
    response.writeHead(health.at(-1) ?? 503).end()
  })
  const asked = new Promise<{ end(word: string): void }>((resolve) =>
    server.on('request', (request, response) => request.url === '/read' && resolve(response)),
  )
  const { url } = await balance([await listen(server), (await listenAndSay('here')).port])
  const answer = fetch(`${url}/read`)
  const waiting = await asked
  await waitFor(() => health.length > 6, { deadlineMs })
  waiting.end('at last')
  expect(await (await answer).text()).toBe('at last')
}, 40_000)

test('a server that no name stands for any more is looked at as long as somebody waits for it', async () => {
  const still = await spawnServer()
  let isNamed = true
  const { url, isPassedOver } = await balance([still.port, (await listenAndSay('here')).port], {
    names: (port) => isNamed || port !== still.port,
  })
  const written = fetch(`${url}/write`, writing)
  await still.untilAsked('/write')
  isNamed = false
  await waitFor(isPassedOver, { deadlineMs })
  expect(await (await fetch(url)).text()).toBe('here')
  still.kill('SIGSTOP')
  expect((await written).status).toBe(504)
}, 40_000)

test('what takes too long ends with an error, and is not asked of the next one', async () => {
  const slow = await spawnServer()
  const other = await listenAndSay('here')
  const { url } = await balance([slow.port, other.port], { patience: { answerMs: 200 } })
  const answer = await fetch(`${url}/read`)
  expect([answer.status, await answer.json()]).toMatchObject([504, isLost])
  expect(other.asked()).toBe(0)
})
