/** What the expressions and processes of an attempt see of the execution. */
import type { NodeRecord } from '@heddle/core/execution/state.ts'
import type { ExpressionScope, NodeInScope } from '@heddle/core/expression/evaluate.ts'
import type { References } from '@heddle/core/expression/references.ts'
import { type Plan, planNode } from '@heddle/core/plan/compile-plan.ts'
import type { NodeResult } from '../nodes/node-type.ts'
import { NodeFailure } from '../nodes/node-type.ts'
import type { AttemptJob, GetNode } from './attempt-job.ts'
import type { NodeValues, ValueAddress } from './node-values.ts'
import { retryUnavailable } from './retry-unavailable.ts'

/** Values of the nodes upstream that a process is handed; nearer ones first. */
const MAX_UPSTREAM_BYTES = 32 * 1024 * 1024
const NODES_A_READ = 500

export interface Upstream {
  readonly nodes: Readonly<Record<string, NodeResult>>
  /** How many nodes were left out because the values of the nearer ones are large. */
  readonly leftOut: number
}

/** Loads what the references name. `own` is the node itself, for the conditions of its edges. */
export async function loadScope(
  job: AttemptJob,
  values: NodeValues,
  { references, own }: { readonly references: References; readonly own?: NodeInScope },
): Promise<ExpressionScope> {
  const { execution, plan } = job
  const ownId = planNode(plan, job.nodeIndex).id
  const named = [...references.nodes].flatMap((id) => plan.indexOf.get(id) ?? [])
  const indexes = new Set(references.all ? [...named, ...listUpstream(plan, job.nodeIndex)] : named)
  if (own !== undefined) indexes.delete(job.nodeIndex)
  const nodes = await loadResults(job, values, [...indexes])
  return {
    input: execution.input ?? null,
    nodes: own === undefined ? nodes : { ...nodes, [ownId]: own },
    item: execution.item,
    execution: { id: execution.id, startedAt: execution.startedAt },
    workflow: { id: execution.workflowId, name: execution.workflowName, version: execution.version },
  }
}

/** Results of all nodes upstream, for a process that may read any of them. */
export async function loadUpstream(job: AttemptJob, values: NodeValues): Promise<Upstream> {
  const indexes = listUpstream(job.plan, job.nodeIndex)
  const nodes: Record<string, NodeResult> = {}
  const reading = { job, values, getNode: await job.readNodes() }
  let bytes = 0
  for (let start = 0; start < indexes.length; start += NODES_A_READ) {
    const part = indexes.slice(start, start + NODES_A_READ)
    const loaded = await loadValues(reading, part)
    for (const [place, index] of part.entries()) {
      const { id } = planNode(job.plan, index)
      const value = loaded.get(id)
      bytes += value?.bytes ?? 0
      const isFirst = start + place === 0
      if (bytes > MAX_UPSTREAM_BYTES && !isFirst) return { nodes, leftOut: indexes.length - start - place }
      nodes[id] = toResult(reading.getNode(index), value?.value)
    }
  }
  return { nodes, leftOut: 0 }
}

async function loadResults(
  job: AttemptJob,
  values: NodeValues,
  indexes: readonly number[],
): Promise<Record<string, NodeInScope>> {
  if (indexes.length === 0) return {}
  const getNode = await job.readNodes()
  const loaded = await loadValues({ job, values, getNode }, indexes)
  return Object.fromEntries(
    indexes.map((index) => {
      const { id } = planNode(job.plan, index)
      return [id, toResult(getNode(index), loaded.get(id)?.value)]
    }),
  )
}

function toResult({ status, error }: NodeRecord, output: unknown): NodeResult {
  return { status, output: output ?? null, error }
}

interface Reading {
  readonly job: AttemptJob
  readonly values: NodeValues
  readonly getNode: GetNode
}

async function loadValues({ job, values, getNode }: Reading, indexes: readonly number[]) {
  const addresses = indexes.flatMap((index): ValueAddress[] => {
    const record = getNode(index)
    if (record.status !== 'completed') return []
    const { attempt, keptFrom } = record
    return [
      {
        executionId: job.execution.id,
        nodeId: planNode(job.plan, index).id,
        nodeIndex: index,
        attempt,
        keptFrom,
      },
    ]
  })
  if (addresses.length === 0) return new Map<string, { value: unknown; bytes: number }>()
  const loaded = await retryUnavailable(job.signal, () => values.load(addresses))
  const missing = addresses.find(({ nodeId }) => !loaded.has(nodeId))
  if (missing !== undefined) {
    throw new NodeFailure({
      code: 'EXPRESSION',
      message: `The output of ${missing.nodeId} is gone. Run the workflow again from there.`,
      retryable: false,
      details: { nodeId: missing.nodeId },
    })
  }
  return loaded
}

/** All nodes that lead to this one, the nearest first. Cost O(edges above it). */
function listUpstream(plan: Plan, index: number): number[] {
  const seen = new Set<number>([index])
  const found: number[] = [index]
  for (const next of found) {
    for (const edge of plan.incoming[next] ?? []) {
      if (seen.has(edge.source)) continue
      seen.add(edge.source)
      found.push(edge.source)
    }
  }
  return found.slice(1)
}
