/**
 * One address before several servers: requests take turns, streams pass as they come, and a request that reached no
 * server goes to the next one. One that was lost on the way is repeated only where that is harmless.
 */
import { randomUUID } from 'node:crypto'
import {
  Agent,
  createServer,
  request as httpRequest,
  type IncomingHttpHeaders,
  type IncomingMessage,
  type Server,
  type ServerResponse,
} from 'node:http'
import { DomainError } from '@heddle/core/errors.ts'
import { toEnvelope } from '../api/http/error-reply.ts'
import type { Logger } from '../ops/logger.ts'
import type { ServerAddress, ServerPool } from './server-pool.ts'

export interface BalancerDeps {
  readonly pool: Pick<ServerPool, 'candidates' | 'markGone'>
  readonly logger: Logger
}

interface Exchange extends BalancerDeps {
  readonly agent: Agent
  readonly request: IncomingMessage
  readonly response: ServerResponse
}

/** These speak of one connection; each side has its own. RFC 9110, 7.6.1. */
const CONNECTION_HEADERS = new Set([
  'connection',
  'keep-alive',
  'proxy-authenticate',
  'proxy-authorization',
  'proxy-connection',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
])
/** As long as a server keeps its side open, so that neither closes while the other begins to speak. */
const KEEP_ALIVE_MS = 72_000
/** As a server: for a request to arrive whole. */
const REQUEST_TIMEOUT_MS = 300_000

export function createBalancer(deps: BalancerDeps): Server {
  const agent = new Agent({ keepAlive: true })
  const options = { keepAliveTimeout: KEEP_ALIVE_MS, requestTimeout: REQUEST_TIMEOUT_MS }
  const server = createServer(options, (request, response) => {
    forward({ ...deps, agent, request, response }, deps.pool.candidates())
  })
  server.on('close', () => agent.destroy())
  return server
}

function forward(exchange: Exchange, [server, ...others]: readonly ServerAddress[]): void {
  const { request, response, pool, agent, logger } = exchange
  if (server === undefined) {
    refuse(response, 'No server can be reached. Try again in a moment.')
    return
  }
  const { method, url } = request
  const out = httpRequest({ ...server, method, path: url, headers: toServerHeaders(request), agent })
  const hangUp = () => out.destroy()
  let isConnected = false
  // Not before there is a connection: a body that was read cannot be sent to the next server.
  const send = () => {
    isConnected = true
    request.pipe(out)
  }
  out.once('socket', (socket) => (socket.connecting ? socket.once('connect', send) : send()))
  out.once('response', (incoming) => passOn(incoming, response))
  out.on('error', (error) => {
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

function toServerHeaders({ headers, socket }: IncomingMessage): IncomingHttpHeaders {
  const passed: IncomingHttpHeaders = {}
  for (const [name, value] of Object.entries(headers)) {
    // Node frames a body of unknown length itself where it is told to.
    if (name === 'transfer-encoding' || !CONNECTION_HEADERS.has(name)) passed[name] = value
  }
  const before = headers['x-forwarded-for']
  const address = socket.remoteAddress ?? ''
  passed['x-forwarded-for'] = before === undefined ? address : `${before}, ${address}`
  return passed
}

/** As they were written: several cookies stay several. */
function toClientHeaders(raw: readonly string[]): string[] {
  const passed: string[] = []
  for (let at = 0; at + 1 < raw.length; at += 2) {
    const [name = '', value = ''] = raw.slice(at, at + 2)
    if (!CONNECTION_HEADERS.has(name.toLowerCase())) passed.push(name, value)
  }
  return passed
}

function refuse(response: ServerResponse, message: string): void {
  const error = new DomainError('SERVER_UNAVAILABLE', {}, { message })
  response.writeHead(503, { 'content-type': 'application/json; charset=utf-8', 'retry-after': '1' })
  response.end(JSON.stringify(toEnvelope(error, randomUUID())))
}
