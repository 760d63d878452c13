import { once } from 'node:events'
import { mkdirSync, realpathSync } from 'node:fs'
import { setTimeout as delay } from 'node:timers/promises'
import { lockDataFolder } from './data-folder-lock.ts'
import type { Logger } from './logger.ts'
import { clusterUrl, type PostgresCluster, prepareCluster, spawnAs } from './postgres-cluster.ts'
import { postgresArguments } from './postgres-settings.ts'
import { stopStalePostgres } from './stop-stale-postgres.ts'

export interface EmbeddedPostgres {
  readonly url: string
  /** Called each time the server ends without having been asked to; it is being started again by then. */
  onExit(listener: () => void): void
  /** Ends open connections, writes what is left and releases the data folder. Calling it twice is harmless. */
  stop(): Promise<void>
}

type Child = ReturnType<typeof spawnAs>

const READY_LINE = 'database system is ready to accept connections'
const READY_MS = 60_000
const FAST_STOP_MS = 4_000
const MAX_RESTART_DELAY_MS = 5_000

/** Serves the database of a data folder, and starts it again whenever it dies, until `stop` is called. */
export async function startEmbeddedPostgres(options: {
  dataDir: string
  logger: Logger
}): Promise<EmbeddedPostgres> {
  mkdirSync(options.dataDir, { recursive: true, mode: 0o711 })
  const dataDir = realpathSync(options.dataDir)
  const lock = await lockDataFolder(dataDir)
  try {
    await stopStalePostgres(`${dataDir}/postgres`)
    const cluster = await prepareCluster(dataDir)
    const child = await startServer(cluster, options.logger)
    return supervise(cluster, { child, lock, logger: options.logger })
  } catch (error) {
    lock.release()
    throw error
  }
}

function supervise(
  cluster: PostgresCluster,
  started: { child: Child; lock: { release(): void }; logger: Logger },
): EmbeddedPostgres {
  const { lock, logger } = started
  const listeners: (() => void)[] = []
  let child = started.child
  let stopping: Promise<void> | null = null

  const restartWhenItDies = async () => {
    for (;;) {
      await exitOf(child)
      if (stopping !== null) return
      logger.error({ event: 'postgres_exited', code: child.exitCode, signal: child.signalCode })
      for (const listener of listeners) listener()
      await restart()
    }
  }

  const restart = async () => {
    for (let waitMs = 50; stopping === null; waitMs = Math.min(waitMs * 2, MAX_RESTART_DELAY_MS)) {
      try {
        child = await startServer(cluster, logger)
        if (stopping !== null) await stopServer(child)
        else logger.info({ event: 'postgres_restarted', port: cluster.port })
        return
      } catch (error) {
        // The dead server's own processes may hold its memory for a moment longer.
        logger.warn({ event: 'postgres_restart_failed', err: error, next_try_ms: waitMs })
        await delay(waitMs)
      }
    }
  }

  const supervision = restartWhenItDies()
  const stop = async () => {
    await stopServer(child)
    await supervision
    lock.release()
  }
  return {
    url: clusterUrl(cluster),
    onExit: (listener) => void listeners.push(listener),
    stop: () => {
      stopping ??= stop()
      return stopping
    },
  }
}

async function startServer(cluster: PostgresCluster, logger: Logger): Promise<Child> {
  const args = postgresArguments(cluster.folder, cluster.port)
  const child = spawnAs(cluster.account, [cluster.binaries.postgres, ...args])
  child.stdin.end()
  try {
    await untilReady(child, logger)
    return child
  } catch (error) {
    await stopServer(child)
    throw error
  }
}

function untilReady(child: Child, logger: Logger): Promise<void> {
  return new Promise((resolve, reject) => {
    let lastLines = ''
    const settle = (problem: string | null) => {
      clearTimeout(timer)
      if (problem === null) resolve()
      else reject(new Error(`PostgreSQL did not start: ${problem}\n${lastLines.trim()}`))
    }
    const timer = setTimeout(() => settle(`not ready after ${READY_MS} ms`), READY_MS)
    child.once('error', (error) => settle(error.message))
    child.once('exit', () => settle('it ended'))
    child.stdout.resume()
    child.stderr.on('data', (chunk: Buffer) => {
      const text = chunk.toString()
      lastLines = (lastLines + text).slice(-2000)
      logger.debug({ event: 'postgres_log', text: text.trimEnd() })
      if (lastLines.includes(READY_LINE)) settle(null)
    })
  })
}

/** SIGINT ends it at once and cleanly; SIGTERM would wait for every client to leave by itself. */
async function stopServer(child: Child): Promise<void> {
  if (isGone(child)) return
  const exit = exitOf(child)
  child.kill('SIGINT')
  const timer = setTimeout(() => child.kill('SIGQUIT'), FAST_STOP_MS)
  await exit
  clearTimeout(timer)
}

async function exitOf(child: Child): Promise<void> {
  if (!isGone(child)) await once(child, 'exit')
}

function isGone(child: Child): boolean {
  return child.exitCode !== null || child.signalCode !== null || child.pid === undefined
}
