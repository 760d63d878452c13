/** What the procedures that explain answer. The words are made by `describeReason`, for pages in their own time zone. */
import type { Reason } from '@heddle/core/execution/reason.ts'
import { executionStatuses, nodeStatuses } from '@heddle/core/execution/status.ts'
import { z } from 'zod'

const reasonsSchema = z.custom<readonly Reason[]>()

export const nodeReasonsSchema = z.object({
  nodeId: z.string(),
  status: z.enum(nodeStatuses),
  /** What has to end first comes first; none for a node that runs or is settled. */
  reasons: reasonsSchema,
  /** Why it ended without running; null for a node that was not skipped. */
  ended: z.custom<Reason<'skipped'> | null>(),
})

export const executionReasonsSchema = z.object({
  executionId: z.string(),
  status: z.enum(executionStatuses),
  reasons: reasonsSchema,
})
