/** Tells people that they are asked. A notice may be lost: the inbox is where they stand. */
import type { Logger } from '../ops/logger.ts'

export interface ApprovalNotice {
  readonly kind: 'approval_asked' | 'approval_reminder'
  readonly approvalId: string
  readonly workspaceId: string
  readonly executionId: string
  readonly nodeId: string
  readonly title: string
  /** ISO 8601. */
  readonly deadlineAt: string | null
  /** Reminders so far, this one included. */
  readonly reminders: number
}

export interface Notifier {
  /** Must not throw, and what it starts must not be waited for. */
  notify(notice: ApprovalNotice): void
}

export function createLogNotifier(logger: Logger): Notifier {
  return { notify: ({ kind, ...notice }) => logger.info({ event: kind, ...notice }) }
}
