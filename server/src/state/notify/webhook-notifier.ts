/** Alerts as JSON, posted to an address: chat rooms and pagers take that. */
import type { Logger } from '../../ops/logger.ts'
import { createBreaker } from '../../resilience/create-breaker.ts'
import type { Alert, Notifier } from './notifier.ts'

export interface WebhookOptions {
  readonly url: string
  readonly logger: Logger
  /** For one try. */
  readonly timeoutMs?: number
  readonly firstPauseMs?: number
}

const defaultTimeoutMs = 5_000
const defaultPauseMs = 500
const tries = 4

/** An answer that may be another one next time. */
class UnwillingError extends Error {}

export function createWebhookNotifier(options: WebhookOptions): Notifier {
  const { url, logger, timeoutMs = defaultTimeoutMs, firstPauseMs = defaultPauseMs } = options
  const breaker = createBreaker({
    name: 'The alert webhook',
    failures: 10,
    resetMs: 30_000,
    isAway: () => true,
    timeoutMs,
    retry: { times: tries - 1, firstPauseMs, longestPauseMs: 10_000, isSafe: () => true },
  })
  return {
    notify: async (alert) => {
      try {
        await breaker.run((signal) => post(url, alert, signal))
      } catch (error) {
        logger.error({ event: 'alert_not_delivered', title: alert.title, err: error })
      }
    },
  }
}

async function post(url: string, alert: Alert, signal: AbortSignal): Promise<void> {
  const { severity, title, text, details } = alert
  // `text` is the field that chat rooms show.
  const body = JSON.stringify({
    severity,
    title,
    text: `${title}\n${text}`,
    details,
    at: new Date().toISOString(),
  })
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'user-agent': 'Heddle' },
    body,
    signal,
    redirect: 'error',
  })
  await response.body?.cancel()
  if (!response.ok) throw new UnwillingError(`The webhook answered ${response.status}`)
}
