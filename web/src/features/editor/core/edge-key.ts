/** Names for the edges of a document, which has none: ends and port, and a number from the second equal edge on. */
import { defaultPort, type EdgeDefinition } from '@heddle/core/definition/workflow-document.ts'

export type EdgeKey = string

/** One key an edge, in the order of the edges. A key stays while the edge's ends and port stay. */
export function toEdgeKeys(edges: readonly EdgeDefinition[]): EdgeKey[] {
  const seen = new Map<string, number>()
  return edges.map(({ source, target, port = defaultPort }) => {
    const ends = `${source}>${target}>${port}`
    const times = (seen.get(ends) ?? 0) + 1
    seen.set(ends, times)
    return times === 1 ? ends : `${ends}>${times}`
  })
}
