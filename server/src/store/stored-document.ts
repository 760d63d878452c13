/** A workflow document as it is written: its text, and what stands in columns beside it. */
import type { WorkflowDocument } from '@heddle/core/definition/workflow-document.ts'

export interface StoredDocument {
  readonly json: string
  readonly name: string
  readonly description: string
  readonly nodeCount: number
}

export function toStoredDocument(document: WorkflowDocument): StoredDocument {
  return {
    json: JSON.stringify(document),
    name: document.name,
    description: document.description ?? '',
    nodeCount: Object.keys(document.nodes).length,
  }
}
