/** What a node asks of a person, as it is stored. */

/** open: waits for somebody. expired: its time ended without a decision. closed: the node ended without one. */
export const approvalStatuses = ['open', 'approved', 'rejected', 'expired', 'closed'] as const
export type ApprovalStatus = (typeof approvalStatuses)[number]

export const deadlineActions = ['fail', 'reject', 'approve'] as const
export type DeadlineAction = (typeof deadlineActions)[number]

/** Who ended it: a signed-in person, whoever holds a key, its time, or the end of the node. */
export const decisionWays = ['person', 'key', 'deadline', 'end'] as const
export type DecisionWay = (typeof decisionWays)[number]

export interface ApprovalRow {
  readonly id: string
  readonly workspaceId: string
  readonly workflowId: string
  readonly executionId: string
  readonly nodeIndex: number
  readonly nodeId: string
  readonly nodeName: string
  readonly title: string
  readonly message: string
  /** JSON Schema of the answer; null where only the decision counts. */
  readonly form: Readonly<Record<string, unknown>> | null
  readonly status: ApprovalStatus
  readonly askedAt: Date
  readonly deadlineAt: Date | null
  readonly onDeadline: DeadlineAction
  readonly nextReminderAt: Date | null
  readonly lastRemindedAt: Date | null
  readonly reminders: number
  readonly decidedAt: Date | null
  readonly decidedBy: string | null
  readonly decidedVia: DecisionWay | null
  readonly answer: unknown
  readonly comment: string | null
}

export const approvalColumns = `a.id, a.workspace_id AS "workspaceId", a.workflow_id AS "workflowId",
  a.execution_id AS "executionId", a.node_index AS "nodeIndex", a.node_id AS "nodeId", a.node_name AS "nodeName",
  a.title, a.message, a.form, a.status, a.asked_at AS "askedAt", a.deadline_at AS "deadlineAt",
  a.on_deadline AS "onDeadline", a.next_reminder_at AS "nextReminderAt", a.last_reminded_at AS "lastRemindedAt",
  a.reminders, a.decided_at AS "decidedAt", a.decided_by AS "decidedBy", a.decided_via AS "decidedVia", a.answer,
  a.comment`

/**
 * True for a row `a` whose node still runs or waits: only then does a decision mean anything. Asked of the
 * database each time, so that nobody has to close a row for it to be closed.
 */
export const isAskedFor = `EXISTS (
  SELECT 1 FROM node_states n JOIN workflow_executions e ON e.id = n.execution_id
   WHERE n.execution_id = a.execution_id AND n.node_index = a.node_index
     AND n.status IN ('queued', 'running', 'waiting', 'retrying') AND e.status IN ('running', 'paused'))`
