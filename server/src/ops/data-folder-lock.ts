import { createHash } from 'node:crypto'
import { rmSync } from 'node:fs'
import { connect, createServer, type Server } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

// The operating systems cut the address of a local socket at 104 to 108 bytes.
const MAX_SOCKET_PATH = 100

/**
 * Holds a data folder for this process alone, so that two products never run one database. A listening
 * local socket is the lock: unlike a file with a process id it vanishes with its process, however that ends.
 */
export async function lockDataFolder(dataDir: string): Promise<{ release(): void }> {
  const path = socketPath(dataDir)
  const server = (await listen(path)) ?? (await listenAfterStale(path))
  if (server === null) {
    throw new Error(
      `HEDDLE_DATA_DIR: ${dataDir} is in use by another Heddle; stop it or choose another folder`,
    )
  }
  server.unref()
  return { release: () => void server.close() }
}

function socketPath(dataDir: string): string {
  const inside = join(dataDir, 'lock')
  if (Buffer.byteLength(inside) <= MAX_SOCKET_PATH) return inside
  return join(tmpdir(), `heddle-${createHash('sha256').update(dataDir).digest('hex').slice(0, 16)}.lock`)
}

async function listenAfterStale(path: string): Promise<Server | null> {
  if (await isAnswered(path)) return null
  rmSync(path, { force: true })
  return listen(path)
}

function listen(path: string): Promise<Server | null> {
  return new Promise((resolve, reject) => {
    const server = createServer((socket) => socket.destroy())
    server.once('error', (error: NodeJS.ErrnoException) =>
      error.code === 'EADDRINUSE' ? resolve(null) : reject(error),
    )
    server.listen(path, () => resolve(server))
  })
}

function isAnswered(path: string): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(path)
    socket.once('connect', () => {
      socket.destroy()
      resolve(true)
    })
    socket.once('error', () => resolve(false))
  })
}
