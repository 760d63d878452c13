/**
 * The connections of the queue: one for commands, one that blocks until a job comes. A command never waits for
 * Redis to come back: while it is away each fails at once, and those under way fail when it goes.
 */
import { randomUUID } from 'node:crypto'
import { createIORedisClient, type IRedisClient, RedisConnection } from 'bullmq'
import { Redis } from 'ioredis'
import type { Logger } from '../ops/logger.ts'
import { defineDepth } from './bullmq-depth.ts'
import { defineTurns } from './bullmq-turns.ts'

/** An ioredis client that BullMQ has taught to run its scripts. */
export type BullmqClient = IRedisClient & Pick<Redis, 'zadd'>

export interface BullmqConnection {
  readonly commands: BullmqClient
  readonly blocker: Redis
  /** What BullMQ's backends are built on; shares `commands`. */
  readonly shared: RedisConnection
  isReady(): boolean
  health(): { readonly status: 'ok' | 'degraded'; readonly detail: string }
  close(): void
}

export interface BullmqConnectionOptions {
  readonly url: string
  /** A key that says whether Redis still has what it was given; see `supervise`. */
  readonly presenceKey: string
  readonly logger: Logger
  /** Commands work (again). */
  readonly onReady: () => void
  readonly onLost: () => void
  /** Redis answers and has lost its data meanwhile. */
  readonly onEmptied: () => void
}

/** Work is to go on within 5 s of Redis coming back: the longest pause between attempts is a tenth of that. */
const RETRY_MS = 500
const SUPERVISE_MS = 1000
/** Supervisions without an answer after which a connection that looks open is taken for dead. */
const SILENT_LIMIT = 3

const options = {
  enableOfflineQueue: false,
  // Nothing is sent again by itself after a reconnect: what was under way fails, and its sender decides.
  maxRetriesPerRequest: 0,
  retryStrategy: (tries: number) => Math.min(tries * 50, RETRY_MS),
  // After a failover the old master answers READONLY.
  reconnectOnError: (error: Error) => error.message.startsWith('READONLY'),
  connectTimeout: 2000,
  disconnectTimeout: 200,
}

export function openBullmqConnection(given: BullmqConnectionOptions): BullmqConnection {
  const { url, logger } = given
  // One write for all commands of a turn of the event loop: a fetch of 32 jobs is one system call, not 32.
  const raw = new Redis(url, { ...options, enableAutoPipelining: true })
  const blocker = new Redis(url, options)
  let lastError = 'not connected yet'
  for (const client of [raw, blocker]) {
    client.on('error', (error: Error) => {
      lastError = error.message
      logger.debug({ event: 'redis_connection_error', error: error.message })
    })
  }
  raw.on('ready', given.onReady)
  raw.on('close', given.onLost)
  const commands = createIORedisClient(raw)
  defineTurns(commands)
  defineDepth(commands)
  const shared = new RedisConnection(commands, {
    shared: true,
    blocking: false,
    skipVersionCheck: true,
    skipWaitingForReady: true,
  })
  shared.on('error', () => undefined)
  const stops = [supervise(raw, given), supervise(blocker, null)]
  return {
    commands,
    blocker,
    shared,
    isReady: () => raw.status === 'ready',
    health: () =>
      raw.status === 'ready'
        ? { status: 'ok', detail: 'connected' }
        : { status: 'degraded', detail: `Redis is away (${lastError}); this process goes on by itself` },
    close() {
      for (const stop of stops) stop()
      for (const client of [raw, blocker]) client.disconnect()
    },
  }
}

/**
 * Cuts a connection whose other end has fallen silent, so that its commands fail and it is made anew: a process
 * that was stopped, or a network that swallows everything, closes nothing. Where asked to, it also notices a
 * Redis that was emptied under an open connection: a key that whoever misses it lays down has another value then.
 */
function supervise(client: Redis, given: BullmqConnectionOptions | null): () => void {
  let silent = 0
  let known: string | null = null
  const ask = async (key: string, onEmptied: () => void) => {
    const [, value] = await Promise.all([client.set(key, randomUUID(), 'NX'), client.get(key)])
    silent = 0
    if (known !== null && known !== value) onEmptied()
    known = value
  }
  const check = () => {
    if (client.status !== 'ready') return
    if (given === null) silent = 0
    else ask(given.presenceKey, given.onEmptied).catch(() => undefined)
  }
  client.on('ready', check)
  client.on('close', () => {
    silent = 0
    // After a reconnect everything is put right anyway.
    known = null
  })
  const timer = setInterval(() => {
    if (client.status === 'reconnecting') return
    silent += 1
    if (silent > SILENT_LIMIT) client.disconnect(true)
    else check()
  }, SUPERVISE_MS)
  timer.unref()
  return () => clearInterval(timer)
}
