/** What the approval procedures answer. */
import { z } from 'zod'
import { approvalStatuses, deadlineActions, decisionWays } from '../../store/approval-row.ts'
import { instantSchema } from '../instant.ts'

export const approvalSchema = z.object({
  approvalId: z.string(),
  /** closed: the node ended otherwise, or its time is over and nobody wrote it down yet. */
  status: z.enum(approvalStatuses),
  workflowId: z.string(),
  workflowName: z.string(),
  version: z.number(),
  executionId: z.string(),
  /** Who started the execution; null for a key. */
  startedBy: z.string().nullable(),
  nodeId: z.string(),
  nodeName: z.string(),
  title: z.string(),
  message: z.string(),
  /** JSON Schema of the answer; null where only the decision counts. */
  form: z.record(z.string(), z.unknown()).nullable(),
  askedAt: instantSchema,
  deadlineAt: instantSchema.nullable(),
  onDeadline: z.enum(deadlineActions),
  reminders: z.number(),
  lastRemindedAt: instantSchema.nullable(),
  nextReminderAt: instantSchema.nullable(),
  decidedAt: instantSchema.nullable(),
  decidedBy: z.string().nullable(),
  decidedVia: z.enum(decisionWays).nullable(),
  answer: z.unknown(),
  comment: z.string().nullable(),
})
export type ApprovalView = z.infer<typeof approvalSchema>

/** open: those that wait for somebody, longest waiting first. decided: those that are over, latest first. */
export const approvalLists = ['open', 'decided'] as const
