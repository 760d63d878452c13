/** The version that a retry would run: its nodes, its picture and what its input has to look like. */
import type { NodeTypeDeclaration } from '@heddle/core/definition/node-type.ts'
import type { WorkflowDocument } from '@heddle/core/definition/workflow-document.ts'
import { compilePlan, type Plan } from '@heddle/core/plan/compile-plan.ts'
import { useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import type { GraphEdge, GraphNode } from '../../../graph-view/graph-model.ts'
import { toRunGraph } from '../core/run-graph.ts'
import { runQueries } from '../queries.ts'
import { useRun } from '../run-context.ts'

export interface RetryTarget {
  readonly version: number
  readonly plan: Plan
  readonly nodes: readonly GraphNode[]
  readonly edges: readonly GraphEdge[]
  readonly inputSchema: Readonly<Record<string, unknown>> | undefined
  readonly nameOf: (nodeId: string) => string
}

/** Stays with the run's own version until the wished one is read. */
export function useRetryTarget(version: number | null): RetryTarget {
  const { model, detail } = useRun()
  const { workflowId } = detail
  const isOther = version !== null && version !== detail.version
  const other = useQuery(runQueries.version(isOther ? { workflowId, version } : null))
  const read = other.data
  return useMemo(() => {
    if (read !== undefined && read.version === version) {
      return toTarget(read.version, read.document, model.types)
    }
    const { plan, graph } = model
    return {
      version: detail.version,
      plan,
      nodes: [...graph.nodes().values()],
      edges: [...graph.edges().values()],
      inputSchema: detail.document.inputSchema,
      nameOf: (id) => toName(plan, id),
    }
  }, [read, version, model, detail])
}

function toTarget(
  version: number,
  document: WorkflowDocument,
  types: ReadonlyMap<string, NodeTypeDeclaration>,
): RetryTarget {
  const plan = compilePlan(document)
  const { nodes, edges } = toRunGraph(document, plan, types)
  const { inputSchema } = document
  return { version, plan, nodes, edges, inputSchema, nameOf: (id) => toName(plan, id) }
}

function toName(plan: Plan, nodeId: string): string {
  return plan.nodes[plan.indexOf.get(nodeId) ?? -1]?.name ?? nodeId
}
