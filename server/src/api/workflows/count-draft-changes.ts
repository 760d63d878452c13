/** In how many nodes, edges and settings a draft differs from what is published. */

import { isDeepStrictEqual } from 'node:util'
import type { EdgeDefinition, WorkflowDocument } from '@heddle/core/definition/workflow-document.ts'

export function countDraftChanges(draft: WorkflowDocument, published: WorkflowDocument): number {
  const { nodes: draftNodes, edges: draftEdges = [], ...draftRest } = draft
  const { nodes, edges = [], ...rest } = published
  return (
    countDifferingKeys(draftNodes, nodes) +
    countDifferingEdges(draftEdges, edges) +
    countDifferingKeys(draftRest, rest)
  )
}

function countDifferingKeys(a: Record<string, unknown>, b: Record<string, unknown>): number {
  const keys = new Set([...Object.keys(a), ...Object.keys(b)])
  return [...keys].filter((key) => !isDeepStrictEqual(a[key], b[key])).length
}

function countDifferingEdges(a: readonly EdgeDefinition[], b: readonly EdgeDefinition[]): number {
  const counts = new Map<string, number>()
  const add = (edge: EdgeDefinition, amount: number) => {
    const key = JSON.stringify(Object.entries(edge).toSorted(([x], [y]) => (x < y ? -1 : 1)))
    counts.set(key, (counts.get(key) ?? 0) + amount)
  }
  for (const edge of a) add(edge, 1)
  for (const edge of b) add(edge, -1)
  return [...counts.values()].reduce((sum, count) => sum + Math.abs(count), 0)
}
