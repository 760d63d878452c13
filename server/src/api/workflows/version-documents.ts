/**
 * Published versions by workflow and number. They never change, so the newest used ones stay in memory:
 * starting an execution then reads no document. Always filled from the database, because JSONB orders keys
 * its own way and the index of a node follows that order.
 */
import type { WorkflowDocument } from '@heddle/core/definition/workflow-document.ts'
import type { Plan } from '@heddle/core/plan/compile-plan.ts'

export interface VersionDocument {
  readonly workflowId: string
  readonly version: number
  readonly workspaceId: string
  readonly document: WorkflowDocument
  readonly plan: Plan
}

export interface VersionDocuments {
  /** Null where the version does not exist. Does not check the workspace: the caller compares it. */
  find(workflowId: string, version: number): Promise<VersionDocument | null>
}
