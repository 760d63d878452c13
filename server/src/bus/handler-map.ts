/** Handlers by channel, and whether a channel is heard at all. */
import type { Logger } from '../ops/logger.ts'
import type { BusHandler } from './bus.ts'

export interface HandlerMap {
  /** `first` is true when nobody listened to the channel before; `remove` answers true when nobody does after. */
  add(channel: string, handler: BusHandler): { readonly first: boolean; readonly remove: () => boolean }
  /** Never throws: a handler that does is told of, and the others hear all the same. */
  deliver(channel: string, message: unknown): void
  channels(): string[]
}

export function createHandlerMap(logger?: Logger): HandlerMap {
  const byChannel = new Map<string, Set<BusHandler>>()
  return {
    add(channel, handler) {
      const first = !byChannel.has(channel)
      const handlers = byChannel.get(channel) ?? new Set()
      handlers.add(handler)
      byChannel.set(channel, handlers)
      return {
        first,
        remove: () => {
          handlers.delete(handler)
          if (handlers.size > 0 || byChannel.get(channel) !== handlers) return false
          return byChannel.delete(channel)
        },
      }
    },
    deliver(channel, message) {
      for (const handler of byChannel.get(channel) ?? []) {
        try {
          handler(message)
        } catch (error) {
          logger?.error({ event: 'bus_handler_failed', channel, err: error })
        }
      }
    },
    channels: () => [...byChannel.keys()],
  }
}
