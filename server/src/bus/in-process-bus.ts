/** The bus of a single process: a map of handlers. */
import type { Logger } from '../ops/logger.ts'
import type { Bus, BusHandler } from './bus.ts'
import { createHandlerMap } from './handler-map.ts'

export function createInProcessBus(logger?: Logger): Bus {
  const handlers = createHandlerMap(logger)
  return {
    publish: (channel, message) => handlers.deliver(channel, message),
    subscribe: (channel: string, handler: BusHandler) =>
      Promise.resolve(handlers.add(channel, handler).remove),
    health: () => ({ status: 'ok', detail: 'in process', interruptions: 0, breaker: null }),
    close: () => Promise.resolve(),
  }
}
