/** Nodes of many executions with the names that people gave them: they stand in the plans of their versions. */
import type { Plans } from '../../state/examine-execution.ts'

export interface LocatedNode {
  readonly workflowId: string
  readonly version: number
  readonly subgraph: string | null
  readonly nodeId: string
}

/** In the order of the rows. Where a version cannot be read, the id stands in for the name. */
export async function nameNodes(plans: Plans, rows: readonly LocatedNode[]): Promise<readonly string[]> {
  const keyOf = ({ workflowId, version, subgraph }: LocatedNode) =>
    `${workflowId}/${version}/${subgraph ?? ''}`
  const versions = new Map(rows.map((row) => [keyOf(row), row]))
  const found = await Promise.all(
    [...versions].map(async ([key, { workflowId, version, subgraph }]) => {
      const compiled = await plans.get(workflowId, version, subgraph).catch(() => null)
      return [key, compiled?.plan] as const
    }),
  )
  const planOf = new Map(found)
  return rows.map((row) => {
    const plan = planOf.get(keyOf(row))
    const index = plan?.indexOf.get(row.nodeId)
    return (index === undefined ? undefined : plan?.nodes[index]?.name) ?? row.nodeId
  })
}
