/** Refuses to publish what has errors; warnings are for people. Throws WORKFLOW_INVALID with every problem. */
import type { NodeTypeRegistry } from '@heddle/core/definition/node-type.ts'
import { hasErrors } from '@heddle/core/definition/problem.ts'
import { validateDocument } from '@heddle/core/definition/validate-document.ts'
import { DomainError } from '@heddle/core/errors.ts'

export function checkPublishable(document: unknown, nodeTypes: NodeTypeRegistry): void {
  const { problems } = validateDocument(document, nodeTypes)
  if (hasErrors(problems)) throw new DomainError('WORKFLOW_INVALID', { problems })
}
