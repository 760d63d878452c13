/** A body that is meant to be a document. What is wrong with its shape is told like every other problem of one. */
import type { NodeTypeRegistry } from '@heddle/core/definition/node-type.ts'
import { documentProblem, hasErrors, type Problem } from '@heddle/core/definition/problem.ts'
import { validateDocument } from '@heddle/core/definition/validate-document.ts'
import type { WorkflowDocument } from '@heddle/core/definition/workflow-document.ts'
import { DomainError } from '@heddle/core/errors.ts'
import { documentInputSchema } from '../workflows/document-input.ts'

/** Throws WORKFLOW_INVALID for what is no document at all; a document with problems passes. */
export function checkDocument(body: unknown, nodeTypes: NodeTypeRegistry): WorkflowDocument {
  const result = documentInputSchema.safeParse(body)
  if (result.success) return result.data
  const { problems } = validateDocument(body, nodeTypes)
  if (hasErrors(problems)) throw new DomainError('WORKFLOW_INVALID', { problems })
  throw new DomainError('WORKFLOW_INVALID', { problems: result.error.issues.map(toProblem) })
}

/** What the procedures refuse and validation does not mind. */
function toProblem({ message }: { readonly message: string }): Problem {
  const mend = 'Correct the document, then send it again.'
  return documentProblem('', { code: 'DOCUMENT_SHAPE', message: `The document ${message}`, mend })
}
