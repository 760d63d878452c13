/** Alerts as lines of the log: always there, whatever else is set up. */
import type { Logger } from '../../ops/logger.ts'
import type { Notifier } from './notifier.ts'

export function createLogNotifier(logger: Logger): Notifier {
  return {
    notify: async ({ severity, title, text, details }) => {
      const line = { event: 'alert', title, text, details }
      if (severity === 'error') logger.error(line)
      else logger.warn(line)
    },
  }
}
