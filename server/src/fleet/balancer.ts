/** One address before several servers: requests take turns, and streams pass as they come. */
import { Agent, createServer, type IncomingMessage, type Server, ServerResponse } from 'node:http'
import type { Socket } from 'node:net'
import type { Logger } from '../ops/logger.ts'
import { type BalancerPatience, type Exchange, forwardRequest } from './forward-request.ts'

export interface BalancerDeps extends Pick<Exchange, 'pool'> {
  readonly logger: Logger
  readonly patience?: Partial<BalancerPatience>
}

/** As long as a server keeps its side open, so that neither closes while the other begins to speak. */
const KEEP_ALIVE_MS = 72_000
/** As a server: for a request to arrive whole. */
const REQUEST_TIMEOUT_MS = 300_000
/** Whoever vanished without a word is found out by asking its kernel: servers sooner, for others wait for them. */
const CLIENT_PROBE_MS = 30_000
const SERVER_PROBE_MS = 10_000

const usualPatience: BalancerPatience = {
  connectMs: 2_000,
  answerMs: 300_000,
  upgradeMs: 10_000,
  silenceMs: 300_000,
}

export function createBalancer(deps: BalancerDeps): Server {
  const agent = new Agent({ keepAlive: true, keepAliveMsecs: SERVER_PROBE_MS })
  const shared = { ...deps, patience: { ...usualPatience, ...deps.patience }, agent, isRepeat: false }
  const upgraded = new Set<Socket>()
  const options = {
    keepAliveTimeout: KEEP_ALIVE_MS,
    requestTimeout: REQUEST_TIMEOUT_MS,
    keepAlive: true,
    keepAliveInitialDelay: CLIENT_PROBE_MS,
    // Others, such as HTTP/2 without TLS, are an offer that a server may leave; it gets the request without it.
    shouldUpgradeCallback: ({ headers }: IncomingMessage) => headers.upgrade?.toLowerCase() === 'websocket',
  }
  const server = createServer(options, (request, response) => {
    forwardRequest({ ...shared, request, response, upgrade: null }, deps.pool.candidates())
  })
  server.on('upgrade', (request, stream, head) => {
    // The server listens for TCP alone.
    const socket = stream as Socket
    upgraded.add(socket)
    socket.once('close', () => upgraded.delete(socket))
    const response = toResponse(request, socket)
    const upgrade = { socket, head }
    forwardRequest({ ...shared, request, response, upgrade }, deps.pool.candidates())
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
