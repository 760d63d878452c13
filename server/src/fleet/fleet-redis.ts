/** The Redis of a fleet: one that is there already, or an installed one that the fleet starts itself. */
import { mkdirSync } from 'node:fs'
import { connect } from 'node:net'
import { findFreePort } from '../ops/free-port.ts'
import type { ComposeService } from './compose-file.ts'
import { SupervisedProcess } from './supervised-process.ts'

export interface FleetRedis {
  readonly url: string
  /** To kill, stop and start again; null where it is somebody else's. */
  readonly process: SupervisedProcess | null
  /** Forgets everything at once. */
  flush(): Promise<void>
}

const READY = /Ready to accept connections/
const ANSWER_MS = 10_000

export async function startFleetRedis(options: {
  readonly service: ComposeService
  readonly program: string | null
  readonly folder: string
  readonly path: string
  readonly logFile: string
  readonly onChange: () => void
}): Promise<FleetRedis & { readonly process: SupervisedProcess }> {
  const { program, folder, path, logFile, onChange } = options
  if (program === null) throw new Error('Install redis-server or valkey-server, or set REDIS_URL')
  mkdirSync(folder, { recursive: true })
  const port = await findFreePort()
  const [, ...settings] = options.service.command
  const redis = new SupervisedProcess({
    name: 'redis',
    command: [program, ...settings, '--port', String(port), '--bind', '127.0.0.1', '--dir', folder],
    cwd: folder,
    env: { PATH: path },
    readyLine: READY,
    logFile,
    onChange,
  })
  const url = `redis://127.0.0.1:${port}`
  try {
    await redis.start()
  } catch (error) {
    await redis.stop()
    throw error
  }
  return { url, process: redis, flush: () => flushRedis(url) }
}

export function foreignRedis(url: string): FleetRedis {
  return { url, process: null, flush: () => flushRedis(url) }
}

/** Two lines of its protocol need no client. */
function flushRedis(url: string): Promise<void> {
  const { hostname, port, password } = new URL(url)
  const login = password === '' ? '' : `AUTH ${decodeURIComponent(password)}\r\n`
  return new Promise((resolve, reject) => {
    const socket = connect(Number(port || 6379), hostname, () => socket.write(`${login}FLUSHALL\r\nQUIT\r\n`))
    let answer = ''
    socket.setTimeout(ANSWER_MS, () => socket.destroy(new Error('Redis does not answer')))
    socket.on('data', (chunk: Buffer) => {
      answer += chunk.toString()
    })
    socket.once('error', reject)
    socket.once('close', () => {
      const isDone = answer !== '' && !answer.includes('-')
      if (isDone) resolve()
      else reject(new Error(`Redis was not flushed: ${answer.trim()}`))
    })
  })
}
