/**
 * The bus of a fleet: Redis pub/sub. One connection publishes, one listens; both come back by themselves. This
 * process hears itself at once and without Redis, so that what runs here is seen here whatever happens to it.
 */
import { randomBytes } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import { Redis } from 'ioredis'
import type { Logger } from '../ops/logger.ts'
import type { Bus, BusHandler } from './bus.ts'
import { createEcho } from './echo.ts'
import { createHandlerMap } from './handler-map.ts'

/** All channels carry this prefix, so that one Redis can serve others too. */
const prefix = 'heddle:'
/** Before a message stands who published it. */
const senderLength = 8
const defaultTimeoutMs = 1_000
const longestPauseMs = 1_000

export function createRedisBus(
  url: string,
  logger: Logger,
  { timeoutMs = defaultTimeoutMs }: { readonly timeoutMs?: number } = {},
): Bus {
  const sender = randomBytes(senderLength / 2).toString('hex')
  const echoChannel = `${prefix}echo:${sender}`
  const { publisher, subscriber } = connect(url)
  const handlers = createHandlerMap(logger)
  let lastError = new Error('There is no connection yet')
  const subscribed = new Map<string, Promise<unknown>>()
  const echo = createEcho({
    say: (word) =>
      publisher.status === 'ready' ? publisher.publish(echoChannel, word) : Promise.reject(lastError),
    timeoutMs,
    onSilence: () => {
      for (const client of [publisher, subscriber]) if (client.status === 'ready') client.disconnect(true)
    },
    logger,
  })
  for (const client of [publisher, subscriber]) {
    client.on('ready', echo.ask)
    client.on('close', echo.interrupt)
    client.on('error', (error) => {
      lastError = error
      logger.debug({ event: 'redis_connection_error', error: error.message })
    })
  }
  subscriber.on('message', (channel: string, text: string) => {
    if (channel === echoChannel) echo.hear(text)
    else if (!text.startsWith(sender)) deliver(channel, text)
  })
  const deliver = (channel: string, text: string) => {
    const message = parse(text.slice(senderLength))
    if (message !== undefined) handlers.deliver(channel.slice(prefix.length), message)
  }
  subscriber.subscribe(echoChannel).catch(() => undefined)
  return {
    publish(channel, message) {
      handlers.deliver(channel, message)
      if (publisher.status !== 'ready' || echo.isOpen) return
      publisher.publish(prefix + channel, sender + JSON.stringify(message)).catch((error: Error) => {
        logger.debug({ event: 'publish_dropped', channel, error: error.message })
      })
    },
    async subscribe(channel: string, handler: BusHandler) {
      const { first, remove } = handlers.add(channel, handler)
      if (first)
        subscribed.set(
          channel,
          subscriber.subscribe(prefix + channel).catch(() => undefined),
        )
      // While Redis is away nobody waits for it: the subscription is made when it is back.
      if (echo.delivers)
        await Promise.race([subscribed.get(channel), sleep(timeoutMs, undefined, { ref: false })])
      return () => {
        if (!remove()) return
        subscribed.delete(channel)
        subscriber.unsubscribe(prefix + channel).catch(() => undefined)
      }
    },
    health: () => ({
      status: echo.delivers ? 'ok' : 'degraded',
      detail: echo.delivers ? 'connected' : toDetail(publisher, subscriber),
      interruptions: echo.interruptions,
      breaker: echo.view(),
    }),
    async close() {
      echo.close()
      publisher.disconnect()
      subscriber.disconnect()
    },
  }
}

function connect(url: string) {
  const options = {
    maxRetriesPerRequest: null,
    enableOfflineQueue: false,
    retryStrategy: (tries: number) => Math.min(tries * 100, longestPauseMs),
  }
  const publisher = new Redis(url, options)
  // Subscriptions wait for the connection and are made again after each reconnect.
  const subscriber = new Redis(url, { ...options, enableOfflineQueue: true, autoResubscribe: true })
  return { publisher, subscriber }
}

function toDetail(publisher: Redis, subscriber: Redis): string {
  const isConnected = publisher.status === 'ready' && subscriber.status === 'ready'
  return isConnected ? 'connected, but nothing comes through' : 'no connection'
}

/** Anybody may publish on a shared Redis: what is no message of ours is nothing. */
function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
