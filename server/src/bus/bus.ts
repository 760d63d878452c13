/**
 * The event bus port: tells whoever listens what was committed. It may lose messages and repeat them; a
 * reader finds gaps by sequence number and reads PostgreSQL. A lost publish costs latency, never correctness.
 */

export type BusHandler = (message: unknown) => void

export interface Bus {
  /** Never throws and never waits: a bus that is down drops the message. The message must be JSON. */
  publish(channel: string, message: unknown): void
  /** Resolves once messages published from now on arrive. The result ends the subscription. */
  subscribe(channel: string, handler: BusHandler): Promise<() => void>
  /** Whether the bus delivers at present; `detail` says why not. */
  health(): { readonly status: 'ok' | 'degraded'; readonly detail: string }
  close(): Promise<void>
}
