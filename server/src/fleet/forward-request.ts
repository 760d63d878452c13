/**
 * Takes one request to a server and its answer back. What reached no server goes to the next one; what was lost on the
 * way is sent once more where that is harmless, and ends with an error that says so otherwise. A server that is only
 * slow is waited for: it is lost when its connection breaks, or when it answers nobody any more.
 */
import { randomUUID } from 'node:crypto'
import { type Agent, request as httpRequest, type IncomingMessage, type ServerResponse } from 'node:http'
import type { Socket } from 'node:net'
import { DomainError } from '@heddle/core/errors.ts'
import { toEnvelope } from '../api/http/error-reply.ts'
import type { Logger } from '../ops/logger.ts'
import { joinSockets } from './join-sockets.ts'
import { toClientHeaders, toServerHeaders } from './passed-headers.ts'
import type { ServerAddress, ServerPool } from './server-pool.ts'

export interface BalancerPatience {
  /** For a connection to a server. */
  readonly connectMs: number
  /** For an answer to begin, once the server has all of the request. No request of the API takes nearly as long. */
  readonly answerMs: number
  /** For a server's answer to who asks for a WebSocket. */
  readonly upgradeMs: number
  /** For a word of either side of a WebSocket. Those who mean to stay send pings. */
  readonly silenceMs: number
}

export interface Exchange {
  readonly pool: Pick<ServerPool, 'candidates' | 'rank' | 'markGone' | 'watch'>
  readonly logger: Logger
  readonly patience: BalancerPatience
  readonly agent: Agent
  readonly request: IncomingMessage
  readonly response: ServerResponse
  /** Where a WebSocket is asked for: the connection and what came on it already. */
  readonly upgrade: { readonly socket: Socket; readonly head: Buffer } | null
  /** Whether a server was lost over it already: it is sent twice at most. */
  readonly isRepeat: boolean
}

/** How a server was lost: its connection broke, it took too long, or it answers nobody any more. */
type Loss = 'broken' | 'late' | 'silent'

const statusOfLoss: Record<Loss, number> = { broken: 502, late: 504, silent: 504 }

const UPGRADE = { connection: 'Upgrade', upgrade: 'websocket' }

/** Asks the servers in their order, until one has answered. */
export function forwardRequest(exchange: Exchange, [server, ...others]: readonly ServerAddress[]): void {
  const { request, response, pool, agent, logger, patience, upgrade } = exchange
  if (server === undefined) {
    refuse(exchange, 503, new DomainError('SERVER_UNAVAILABLE', {}))
    return
  }
  const { method, url } = request
  const headers = { ...toServerHeaders(request), ...(upgrade !== null && UPGRADE) }
  const out = httpRequest({ ...server, method, path: url, headers, agent: upgrade === null ? agent : false })
  let loss: Loss = 'broken'
  const giveUp = (why: Loss) => {
    loss = why
    out.destroy(new Error(why === 'silent' ? 'It answers nobody any more' : 'It takes too long'))
  }
  const hangUp = () => out.destroy()
  const stopWatching = pool.watch(server, () => giveUp('silent'))
  let limit = setTimeout(giveUp, patience.connectMs, 'late')
  let isConnected = false
  // Not before there is a connection: a body that was read cannot be sent to the next server.
  const send = () => {
    isConnected = true
    clearTimeout(limit)
    if (upgrade === null) request.pipe(out)
    else out.end()
  }
  out.once('socket', (socket) => {
    if (socket.connecting) socket.once('connect', send)
    else send()
  })
  const answerMs = upgrade === null ? patience.answerMs : patience.upgradeMs
  out.once('finish', () => {
    if (!response.headersSent) limit = setTimeout(giveUp, answerMs, 'late')
  })
  out.once('response', (incoming) => {
    clearTimeout(limit)
    passOn(incoming, response)
  })
  if (upgrade !== null)
    out.once('upgrade', (incoming, far, head) => {
      clearTimeout(limit)
      open({ exchange, near: upgrade, server, far: { incoming, socket: far as Socket, head } })
    })
  out.once('close', () => {
    clearTimeout(limit)
    stopWatching()
    response.off('close', hangUp)
  })
  out.on('error', (error) => {
    if (response.headersSent || response.destroyed) return void response.destroy()
    logger.warn({ event: 'balancer_server_lost', ...server, method, isConnected, loss, error: error.message })
    if (isConnected) {
      recover(exchange, loss, others)
    } else {
      pool.markGone(server)
      forwardRequest(exchange, others)
    }
  })
  response.once('close', hangUp)
}

/** What was sent may have been done. */
function recover(exchange: Exchange, loss: Loss, others: readonly ServerAddress[]): void {
  const { request, pool, upgrade, isRepeat } = exchange
  // They were put in order when the request came, which may be a minute ago.
  const rest = pool.rank(others)
  // What takes one server too long takes the next one as long.
  const isWorthIt = rest.length > 0 && (loss !== 'late' || upgrade !== null)
  if (isWorthIt && !isRepeat && isRepeatable(request)) forwardRequest({ ...exchange, isRepeat: true }, rest)
  else refuse(exchange, statusOfLoss[loss], new DomainError('SERVER_LOST', {}))
}

/** From here on both sides speak of what is theirs alone. */
function open({
  exchange,
  near,
  server,
  far,
}: {
  readonly exchange: Exchange
  readonly near: { readonly socket: Socket; readonly head: Buffer }
  readonly server: ServerAddress
  readonly far: { readonly incoming: IncomingMessage; readonly socket: Socket; readonly head: Buffer }
}): void {
  const { statusCode, statusMessage, rawHeaders } = far.incoming
  exchange.response.detachSocket(near.socket)
  const lines = [`HTTP/1.1 ${statusCode} ${statusMessage}`]
  for (let at = 0; at + 1 < rawHeaders.length; at += 2) lines.push(`${rawHeaders[at]}: ${rawHeaders[at + 1]}`)
  near.socket.write(`${lines.join('\r\n')}\r\n\r\n`, 'latin1')
  near.socket.write(far.head)
  far.socket.write(near.head)
  joinSockets(near.socket, far.socket, exchange.patience.silenceMs)
  far.socket.once(
    'close',
    exchange.pool.watch(server, () => far.socket.destroy()),
  )
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

function refuse({ request, response }: Exchange, status: number, error: DomainError): void {
  // Who still sends hears the answer only where somebody listens.
  request.unpipe()
  request.resume()
  response.writeHead(status, { 'content-type': 'application/json; charset=utf-8', 'retry-after': '1' })
  response.end(JSON.stringify(toEnvelope(error, randomUUID())))
}
