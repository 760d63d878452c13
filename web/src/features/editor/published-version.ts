import type { WorkflowDocument } from '@heddle/core/definition/workflow-document.ts'

/** What runs start from now; both null before the first publishing. */
export interface PublishedVersion {
  readonly version: number | null
  readonly document: WorkflowDocument | null
}
