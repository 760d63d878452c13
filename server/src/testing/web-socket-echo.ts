/** A server that is well and speaks as much WebSocket (RFC 6455) as it takes to answer short texts with themselves. */
import { createHash } from 'node:crypto'
import { createServer, type Server } from 'node:http'
import type { Duplex } from 'node:stream'

/** What the protocol adds to the client's key, to show that it is spoken here. */
const KEY_SUFFIX = '258EAFA5-E914-47DA-95CA-C5AB0DC85B11'
const FINAL_TEXT = 0x81
const CLOSE = 8

export interface EchoServer {
  readonly server: Server
  /** Connections that were handed over and are open. */
  readonly sockets: ReadonlySet<Duplex>
}

/** Each answer begins with the name of the server. */
export function createWebSocketEcho(name: string): EchoServer {
  const server = createServer((_request, response) => void response.end(name))
  const sockets = new Set<Duplex>()
  server.on('upgrade', (request, socket: Duplex) => {
    sockets.add(socket)
    socket.once('close', () => sockets.delete(socket))
    socket.once('end', () => socket.end())
    socket.on('error', () => socket.destroy())
    const accept = createHash('sha1').update(`${request.headers['sec-websocket-key']}${KEY_SUFFIX}`)
    const lines = [
      'HTTP/1.1 101 Switching Protocols',
      'Upgrade: websocket',
      'Connection: Upgrade',
      `Sec-WebSocket-Accept: ${accept.digest('base64')}`,
    ]
    // The first word may travel with the answer.
    const greeting = toFrame(`${name}: ${request.url} for ${request.headers['x-forwarded-for']}`)
    socket.write(Buffer.concat([Buffer.from(`${lines.join('\r\n')}\r\n\r\n`), greeting]))
    let received = Buffer.alloc(0)
    socket.on('data', (chunk: Buffer) => {
      received = Buffer.concat([received, chunk])
      for (;;) {
        const frame = readFrame(received)
        if (frame === null) return
        received = received.subarray(frame.length)
        if (frame.opcode === CLOSE) socket.end(Buffer.from([0x88, 0]))
        else socket.write(toFrame(`${name}: ${frame.text}`))
      }
    })
  })
  return { server, sockets }
}

/** Up to 125 bytes, which a length of one byte tells. */
function toFrame(text: string): Buffer {
  const payload = Buffer.from(text)
  return Buffer.concat([Buffer.from([FINAL_TEXT, payload.length]), payload])
}

/** Null until it is here as a whole. What clients send is masked with four bytes. */
function readFrame(bytes: Buffer): { opcode: number; text: string; length: number } | null {
  const size = (bytes[1] ?? 0) & 0x7f
  const length = 6 + size
  if (bytes.length < length) return null
  const mask = bytes.subarray(2, 6)
  const payload = bytes.subarray(6, length).map((byte, at) => byte ^ (mask[at % 4] ?? 0))
  return { opcode: (bytes[0] ?? 0) & 0xf, text: Buffer.from(payload).toString(), length }
}
