/** What a balancer passes of the headers of a request and of its answer: all but what concerns one connection alone. */
import type { IncomingHttpHeaders, IncomingMessage } from 'node:http'

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

export function toServerHeaders({ headers, socket }: IncomingMessage): IncomingHttpHeaders {
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
export function toClientHeaders(raw: readonly string[]): string[] {
  const passed: string[] = []
  for (let at = 0; at + 1 < raw.length; at += 2) {
    const [name = '', value = ''] = raw.slice(at, at + 2)
    if (!CONNECTION_HEADERS.has(name.toLowerCase())) passed.push(name, value)
  }
  return passed
}
