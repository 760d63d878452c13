/**
 * A piece of network between a process and what it connects to, which the adversary cuts, heals, slows down and
 * resets. Cut, nothing passes and nobody is told; healed, what was on its way arrives, as in a network.
 */
import { once } from 'node:events'
import { type AddressInfo, connect, createServer, type Socket } from 'node:net'

export interface NetworkProxy {
  readonly port: number
  cut(): void
  heal(): void
  /** Each piece takes so long from now on. */
  slowDown(ms: number): void
  /** Breaks all connections. */
  reset(): void
  close(): void
}

interface Line {
  isCut: boolean
  delayMs: number
}

/** Listens at an address of this machine. */
export async function startNetworkProxy(
  target: { host: string; port: number },
  listenAt = '127.0.0.1',
): Promise<NetworkProxy> {
  const line: Line = { isCut: false, delayMs: 0 }
  const sockets = new Set<Socket>()
  const server = createServer((near) => {
    const far = connect(target.port, target.host)
    join(near, far, line)
    for (const socket of [near, far]) {
      sockets.add(socket)
      socket.once('close', () => sockets.delete(socket))
      if (line.isCut) socket.pause()
    }
  })
  server.listen(0, listenAt)
  await once(server, 'listening')
  const reset = () => {
    for (const socket of sockets) socket.destroy()
  }
  return {
    port: (server.address() as AddressInfo).port,
    cut() {
      line.isCut = true
      for (const socket of sockets) socket.pause()
    },
    heal() {
      line.isCut = false
      for (const socket of sockets) socket.resume()
    },
    slowDown(ms) {
      line.delayMs = ms
    },
    reset,
    close() {
      server.close()
      reset()
    },
  }
}

function join(near: Socket, far: Socket, line: Line): void {
  for (const [from, to] of [
    [near, far],
    [far, near],
  ] as const) {
    from.setNoDelay(true)
    pass(from, to, line)
    from.on('error', () => to.destroy())
    from.once('close', () => to.destroy())
  }
}

/** Pieces keep their order, however the delay changes. */
function pass(from: Socket, to: Socket, line: Line): void {
  let lastAt = 0
  const deliver = (chunk: Buffer) => {
    if (to.destroyed || to.write(chunk) || from.destroyed) return
    from.pause()
    to.once('drain', () => {
      if (!line.isCut) from.resume()
    })
  }
  from.on('data', (chunk: Buffer) => {
    const now = performance.now()
    lastAt = Math.max(lastAt, now + line.delayMs)
    if (lastAt - now < 1) deliver(chunk)
    else setTimeout(() => deliver(chunk), lastAt - now)
  })
}
