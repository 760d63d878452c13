/** The port through which administrators hear what they should know without having asked. */

export interface Alert {
  readonly severity: 'warning' | 'error'
  /** One line. */
  readonly title: string
  /** A few sentences; what to do stands at the end. */
  readonly text: string
  /** Plain JSON, for programs. */
  readonly details: Readonly<Record<string, unknown>>
}

export interface Notifier {
  /** Resolves when it was handed over or given up. Never rejects: what happened is true without anybody hearing of it. */
  notify(alert: Alert): Promise<void>
}

/** Tells all of them. */
export function combineNotifiers(notifiers: readonly Notifier[]): Notifier {
  return {
    notify: async (alert) => {
      await Promise.all(notifiers.map((notifier) => notifier.notify(alert)))
    },
  }
}
