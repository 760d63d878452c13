/** A document as it comes in. Only its shape is checked here: a draft may have problems, publishing refuses them. */
import type { WorkflowDocument } from '@heddle/core/definition/workflow-document.ts'
import { z } from 'zod'

/** Enough that name, nodes and edges can be read without looking twice. */
export const documentInputSchema = z.custom<WorkflowDocument>(isDocumentShape, {
  error: 'must be an object with a name, nodes by id and a list of edges',
})

function isDocumentShape(value: unknown): boolean {
  if (!isObject(value) || typeof value.name !== 'string' || value.name.length > 200) return false
  if (!isObject(value.nodes) || !Object.values(value.nodes).every(isObject)) return false
  const edges = value.edges
  return edges === undefined || (Array.isArray(edges) && edges.every(isObject))
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
