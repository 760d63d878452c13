import type { ApprovalListRow } from '../../store/list-approvals.ts'
import { toInstant, toInstantOrNull } from '../instant.ts'
import type { ApprovalView } from './approval-shapes.ts'

export function toApprovalView(row: ApprovalListRow): ApprovalView {
  return {
    approvalId: row.id,
    status: row.status,
    workflowId: row.workflowId,
    workflowName: row.workflowName,
    version: row.version,
    executionId: row.executionId,
    startedBy: row.startedBy,
    nodeId: row.nodeId,
    nodeName: row.nodeName,
    title: row.title,
    message: row.message,
    form: row.form,
    askedAt: toInstant(row.askedAt),
    deadlineAt: toInstantOrNull(row.deadlineAt),
    onDeadline: row.onDeadline,
    reminders: row.reminders,
    lastRemindedAt: toInstantOrNull(row.lastRemindedAt),
    nextReminderAt: toInstantOrNull(row.nextReminderAt),
    decidedAt: toInstantOrNull(row.decidedAt),
    decidedBy: row.decidedBy,
    decidedVia: row.decidedVia,
    answer: row.answer,
    comment: row.comment,
  }
}
