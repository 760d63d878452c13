import { createServer } from 'node:net'

// Below the range from which systems take the ports of outgoing connections.
const FIRST = 20_000
const LAST = 32_000

/** The wished port when nobody listens on it, else another free one. */
export async function findFreePort(wished?: number): Promise<number> {
  const start = wished ?? FIRST + Math.floor(Math.random() * (LAST - FIRST))
  for (let port = start, tries = 0; tries < 200; tries += 1) {
    if (await isFree(port)) return port
    port = port >= LAST ? FIRST : port + 1
  }
  throw new Error(`No free port between ${FIRST} and ${LAST}`)
}

function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer()
    server.once('error', () => resolve(false))
    server.listen({ port, host: '127.0.0.1', exclusive: true }, () => server.close(() => resolve(true)))
  })
}
