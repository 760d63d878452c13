/**
 * One address before several servers: requests take turns, streams pass as they come, and a request that reached no
 * server goes to the next one. One that was lost on the way is repeated only where that is harmless.
 */
import { randomUUID } from 'node:crypto'
import {
  Agent,
  createServer,
  request as httpRequest,
  type IncomingMessage,
  type Server,
  ServerResponse,
} from 'node:http'
import type { Socket } from 'node:net'
import { DomainError } from '@heddle/core/errors.ts'
import { toEnvelope } from '../api/http/error-reply.ts'
import type { Logger } from '../ops/logger.ts'
import { joinSockets } from './join-sockets.ts'
import { toClientHeaders, toServerHeaders } from './passed-headers.ts'
import type { ServerAddress, ServerPool } from './server-pool.ts'

export interface BalancerDeps {
  readonly pool: Pick<ServerPool, 'candidates' | 'markGone'>
  readonly logger: Logger
  readonly patience?: Partial<BalancerPatience>
}

export interface BalancerPatience {
  /** For a connection to a server. */
  readonly connectMs: number
  /** For a server's answer to who asks for a WebSocket. */
  readonly upgradeMs: number
  /** For a word of either side of a WebSocket. Those who mean to stay send pings. */
  readonly silenceMs: number
}

interface Exchange extends BalancerDeps {
  readonly agent: Agent
  readonly request: IncomingMessage
  readonly response: ServerResponse
  readonly patience: BalancerPatience
  /** Where a WebSocket is asked for: the connection and what came on it already. */
  readonly upgrade: { readonly socket: Socket; readonly head: Buffer } | null
}

/** As long as a server keeps its side open, so that neither closes while the other begins to speak. */
const KEEP_ALIVE_MS = 72_000
/** As a server: for a request to arrive whole. */
const REQUEST_TIMEOUT_MS = 300_000

const UPGRADE = { connection: 'Upgrade', upgrade: 'websocket' }
const usualPatience: BalancerPatience = { connectMs: 2_000, upgradeMs: 10_000, silenceMs: 300_000 }

export function createBalancer(deps: BalancerDeps): Server {
  const agent = new Agent({ keepAlive: true })
  const patience = { ...usualPatience, ...deps.patience }
  const upgraded = new Set<Socket>()
  const options = {
    keepAliveTimeout: KEEP_ALIVE_MS,
    requestTimeout: REQUEST_TIMEOUT_MS,
    // Others, such as HTTP/2 without TLS, are an offer that a server may leave; it gets the request without it.
    shouldUpgradeCallback: ({ headers }: IncomingMessage) => headers.upgrade?.toLowerCase() === 'websocket',
  }
  const server = createServer(options, (request, response) => {
    forward({ ...deps, patience, agent, request, response, upgrade: null }, deps.pool.candidates())
  })
  server.on('upgrade', (request, stream, head) => {
    // The server listens for TCP alone.
    const socket = stream as Socket
    upgraded.add(socket)
    socket.once('close', () => upgraded.delete(socket))
    const response = toResponse(request, socket)
    const upgrade = { socket, head }
    forward({ ...deps, patience, agent, request, response, upgrade }, deps.pool.candidates())
  })
  server.on('close', () => agent.destroy())
  // Those that were handed over are no longer the server's to close.
  const closeAll = server.closeAllConnections.bind(server)
  server.closeAllConnections = () => {
    closeAll()
    for (const socket of upgraded) socket.destroy()
  }
  return server
}

/** Of a request whose connection Node has let go of: for the answers of servers that do not speak WebSocket. */
function toResponse(request: IncomingMessage, socket: Socket): ServerResponse {
  const response = new ServerResponse(request)
  response.shouldKeepAlive = false
  response.assignSocket(socket)
  response.once('finish', () => socket.end())
  socket.on('error', () => socket.destroy())
  return response
}

function forward(exchange: Exchange, [server, ...others]: readonly ServerAddress[]): void {
  const { request, response, pool, agent, logger, patience, upgrade } = exchange
  if (server === undefined) {
    refuse(response, 'No server can be reached. Try again in a moment.')
    return
  }
  const { method, url } = request
  const headers = { ...toServerHeaders(request), ...(upgrade !== null && UPGRADE) }
  const out = httpRequest({ ...server, method, path: url, headers, agent: upgrade === null ? agent : false })
  const hangUp = () => out.destroy()
  const giveUp = () => out.destroy(new Error('It takes too long'))
  let limit = setTimeout(giveUp, patience.connectMs)
  let isConnected = false
  // Not before there is a connection: a body that was read cannot be sent to the next server.
  const send = () => {
    isConnected = true
    clearTimeout(limit)
    if (upgrade === null) return void request.pipe(out)
    limit = setTimeout(giveUp, patience.upgradeMs)
    out.end()
  }
  out.once('socket', (socket) => (socket.connecting ? socket.once('connect', send) : send()))
  out.once('response', (incoming) => {
    clearTimeout(limit)
    passOn(incoming, response)
  })
  if (upgrade !== null)
    out.once('upgrade', (incoming, far, head) => {
      clearTimeout(limit)
      response.off('close', hangUp)
      open(exchange, upgrade, { incoming, socket: far as Socket, head })
    })
  out.on('error', (error) => {
    clearTimeout(limit)
    response.off('close', hangUp)
    if (response.headersSent || response.destroyed) return void response.destroy()
    logger.warn({ event: 'balancer_server_lost', ...server, method, isConnected, error: error.message })
    if (!isConnected) pool.markGone(server)
    if (!isConnected || isRepeatable(request)) return forward(exchange, others)
    refuse(
      response,
      'The server was lost before it answered. Look whether the request took effect, then repeat it.',
    )
  })
  response.once('close', hangUp)
}

/** From here on both sides speak of what is theirs alone. */
function open(
  { response, patience }: Exchange,
  near: { socket: Socket; head: Buffer },
  far: { incoming: IncomingMessage; socket: Socket; head: Buffer },
): void {
  const { statusCode, statusMessage, rawHeaders } = far.incoming
  response.detachSocket(near.socket)
  const lines = [`HTTP/1.1 ${statusCode} ${statusMessage}`]
  for (let at = 0; at + 1 < rawHeaders.length; at += 2) lines.push(`${rawHeaders[at]}: ${rawHeaders[at + 1]}`)
  near.socket.write(`${lines.join('\r\n')}\r\n\r\n`, 'latin1')
  near.socket.write(far.head)
  far.socket.write(near.head)
  joinSockets(near.socket, far.socket, patience.silenceMs)
}

function passOn(incoming: IncomingMessage, response: ServerResponse): void {
  response.writeHead(incoming.statusCode ?? 502, incoming.statusMessage, toClientHeaders(incoming.rawHeaders))
  // The first event of a stream may be minutes away; that it is open is worth knowing now.
  response.flushHeaders()
  incoming.once('error', () => response.destroy())
  incoming.pipe(response)
}

/** Reading twice is harmless; and only what has no body can be sent twice. */
function isRepeatable({ method, headers }: IncomingMessage): boolean {
  const hasBody = headers['transfer-encoding'] !== undefined || Number(headers['content-length'] ?? 0) > 0
  return !hasBody && (method === 'GET' || method === 'HEAD')
}

function refuse(response: ServerResponse, message: string): void {
  const error = new DomainError('SERVER_UNAVAILABLE', {}, { message })
  response.writeHead(503, { 'content-type': 'application/json; charset=utf-8', 'retry-after': '1' })
  response.end(JSON.stringify(toEnvelope(error, randomUUID())))
}
