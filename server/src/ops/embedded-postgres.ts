import { once } from 'node:events'
import { realpathSync } from 'node:fs'
import { setTimeout as delay } from 'node:timers/promises'
import { lockDataFolder } from './data-folder-lock.ts'
import type { Logger } from './logger.ts'
import { makeFolder } from './make-folder.ts'
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

interface ServedCluster extends PostgresCluster {
  readonly settings: Readonly<Record<string, string>>
}

const READY_LINE = 'database system is ready to accept connections'
const READY_MS = 60_000
const FIRST_START_MS = 5_000
const FAST_STOP_MS = 4_000
const MAX_RESTART_DELAY_MS = 5_000

/** Serves the database of a data folder, and starts it again whenever it dies, until `stop` is called. */
export async function startEmbeddedPostgres(options: {
  dataDir: string
  logger: Logger
  /** Of PostgreSQL, instead of those it has here by itself. */
  settings?: Readonly<Record<string, string>>
  /** Called each time a process of PostgreSQL was started that is now waited for. */
  onWaiting?: () => void
}): Promise<EmbeddedPostgres> {
  const { logger, onWaiting = () => undefined } = options
  makeFolder(options.dataDir, 0o711)
  const dataDir = realpathSync(options.dataDir)
  const lock = await lockDataFolder(dataDir)
  try {
    await stopStalePostgres(`${dataDir}/postgres`)
    const cluster = { ...(await prepareCluster(dataDir, onWaiting)), settings: options.settings ?? {} }
    const signal = AbortSignal.timeout(FIRST_START_MS)
    const starting = startRepeatedly(cluster, { logger, signal })
    onWaiting()
    return supervise(cluster, { child: await starting, lock, logger })
  } catch (error) {
    lock.release()
    throw error
  }
}

function supervise(
  cluster: ServedCluster,
  started: { child: Child; lock: { release(): void }; logger: Logger },
): EmbeddedPostgres {
  const { lock, logger } = started
  const listeners: (() => void)[] = []
  const stopping = new AbortController()
  const { signal } = stopping
  let child = started.child

  const restartWhenItDies = async () => {
    for (;;) {
      await exitOf(child)
      if (signal.aborted) return
      logger.error({ event: 'postgres_exited', code: child.exitCode, signal: child.signalCode })
      for (const listener of listeners) listener()
      try {
        child = await startRepeatedly(cluster, { logger, signal })
      } catch {
        return
      }
      if (signal.aborted) await stopServer(child)
      else logger.info({ event: 'postgres_restarted', port: cluster.port })
    }
  }

  const supervision = restartWhenItDies()
  const stop = async () => {
    stopping.abort()
    await stopServer(child)
    await supervision
    lock.release()
  }
  let stopped: Promise<void> | null = null
  return {
    url: clusterUrl(cluster),
    onExit: (listener) => void listeners.push(listener),
    stop: () => {
      stopped ??= stop()
      return stopped
    },
  }
}

/** The processes of a killed server may hold its memory for a moment longer: tries until the signal is aborted. */
async function startRepeatedly(
  cluster: ServedCluster,
  { logger, signal }: { logger: Logger; signal: AbortSignal },
): Promise<Child> {
  for (let waitMs = 50; ; waitMs = Math.min(waitMs * 2, MAX_RESTART_DELAY_MS)) {
    try {
      return await startServer(cluster, logger)
    } catch (error) {
      if (signal.aborted) throw error
      logger.warn({ event: 'postgres_start_failed', err: error, next_try_ms: waitMs })
      await delay(waitMs, undefined, { signal }).catch(() => undefined)
    }
  }
}

async function startServer(cluster: ServedCluster, logger: Logger): Promise<Child> {
  const args = postgresArguments(cluster.folder, cluster.port, cluster.settings)
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
