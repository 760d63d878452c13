/** How administrators hear of things: always in the log, and where an address is set there too. */
import type { Logger } from '../ops/logger.ts'
import { createLogNotifier } from '../state/notify/log-notifier.ts'
import { combineNotifiers, type Notifier } from '../state/notify/notifier.ts'
import { createWebhookNotifier } from '../state/notify/webhook-notifier.ts'
import type { Settings } from './env.ts'

export function openNotifier({ alertWebhook }: Pick<Settings, 'alertWebhook'>, logger: Logger): Notifier {
  const log = createLogNotifier(logger)
  if (alertWebhook === null) return log
  return combineNotifiers([log, createWebhookNotifier({ url: alertWebhook, logger })])
}
