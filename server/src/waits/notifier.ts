/** Tells people that they are asked. A notice may be lost: the inbox is where they stand. */
import type { Bus } from '../bus/bus.ts'
import type { Logger } from '../ops/logger.ts'
import type { ApprovalRow } from '../store/approval-row.ts'

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

export interface Telling {
  readonly bus: Bus
  readonly notifier: Notifier
}

/** Sends the notice, and has pages that are open look again. */
export function tellPeople({ bus, notifier }: Telling, row: ApprovalRow, kind: ApprovalNotice['kind']): void {
  const { id: approvalId, workspaceId, executionId, nodeId, title, reminders } = row
  const deadlineAt = row.deadlineAt?.toISOString() ?? null
  notifier.notify({ kind, approvalId, workspaceId, executionId, nodeId, title, deadlineAt, reminders })
  bus.publish(`workspace:${workspaceId}`, { executionId })
}

export function createLogNotifier(logger: Logger): Notifier {
  return { notify: ({ kind, ...notice }) => logger.info({ event: kind, ...notice }) }
}
