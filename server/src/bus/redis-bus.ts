/** The bus of a fleet: Redis pub/sub. One connection publishes, one listens; both come back by themselves. */
import { Redis } from 'ioredis'
import type { Logger } from '../ops/logger.ts'
import type { Bus, BusHandler } from './bus.ts'
import { createHandlerMap } from './handler-map.ts'

/** All channels carry this prefix, so that one Redis can serve others too. */
const prefix = 'heddle:'

export function createRedisBus(url: string, logger: Logger): Bus {
  const options = {
    maxRetriesPerRequest: null,
    enableOfflineQueue: false,
    retryStrategy: (tries: number) => Math.min(tries * 100, 2000),
  }
  const publisher = new Redis(url, options)
  // Subscriptions wait for the connection and are made again after each reconnect.
  const subscriber = new Redis(url, { ...options, enableOfflineQueue: true, autoResubscribe: true })
  const handlers = createHandlerMap()
  const subscribed = new Map<string, Promise<unknown>>()
  for (const client of [publisher, subscriber]) {
    client.on('error', (error) => logger.warn({ event: 'redis_connection_error', error: error.message }))
  }
  subscriber.on('message', (channel: string, text: string) => {
    handlers.deliver(channel.slice(prefix.length), JSON.parse(text))
  })
  return {
    publish(channel, message) {
      publisher.publish(prefix + channel, JSON.stringify(message)).catch((error: Error) => {
        logger.debug({ event: 'publish_dropped', channel, error: error.message })
      })
    },
    async subscribe(channel: string, handler: BusHandler) {
      const { first, remove } = handlers.add(channel, handler)
      if (first) subscribed.set(channel, subscriber.subscribe(prefix + channel))
      const done = subscribed.get(channel)
      // While Redis is away nobody waits for it: the subscription is made when it is back.
      if (subscriber.status === 'ready') await done
      else done?.catch(() => undefined)
      return () => {
        if (!remove()) return
        subscribed.delete(channel)
        subscriber.unsubscribe(prefix + channel).catch(() => undefined)
      }
    },
    health: () =>
      publisher.status === 'ready' && subscriber.status === 'ready'
        ? { status: 'ok', detail: 'connected' }
        : { status: 'degraded', detail: `publisher ${publisher.status}, subscriber ${subscriber.status}` },
    async close() {
      publisher.disconnect()
      subscriber.disconnect()
    },
  }
}
