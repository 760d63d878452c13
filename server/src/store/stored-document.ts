/** A workflow document as it is written: its text, and what stands in columns beside it. */
import type { WorkflowDocument } from '@heddle/core/definition/workflow-document.ts'

export interface StoredDocument {
  /** Text, or its bytes. */
  readonly json: string | Uint8Array
  readonly name: string
  readonly description: string
  readonly nodeCount: number
}

export function toStoredDocument(document: WorkflowDocument): StoredDocument & { readonly json: string } {
  return {
    json: JSON.stringify(document),
    name: document.name,
    description: document.description ?? '',
    nodeCount: Object.keys(document.nodes).length,
  }
}
