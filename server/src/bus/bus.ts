/**
 * The event bus port: tells whoever listens what was committed. It may lose messages and repeat them; a
 * reader finds gaps by sequence number and reads PostgreSQL. A lost publish costs latency, never correctness.
 */
import type { BreakerView } from '../resilience/breaker-view.ts'

export type BusHandler = (message: unknown) => void

export interface BusHealth {
  readonly status: 'ok' | 'degraded'
  /** Why it does not deliver. */
  readonly detail: string
  /** How often it broke off: whoever sees the number change may have missed something. */
  readonly interruptions: number
  /** Null where nothing can be away. */
  readonly breaker: BreakerView | null
}

export interface Bus {
  /** Never throws and never waits: a bus that is down drops the message. The message must be JSON. */
  publish(channel: string, message: unknown): void
  /** Resolves once messages published from now on arrive. The result ends the subscription. */
  subscribe(channel: string, handler: BusHandler): Promise<() => void>
  /** Whether the bus delivers at present. Costs nothing. */
  health(): BusHealth
  close(): Promise<void>
}
