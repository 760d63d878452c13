/** Names that an expression of a node may use: the input's fields, the nodes before it, the execution, the workflow. */
import { ancestorsOf, buildGraph } from '@heddle/core/definition/graph.ts'
import type { WorkflowDocument } from '@heddle/core/definition/workflow-document.ts'

export interface NameCompletion {
  readonly label: string
  readonly detail: string
}

/** What a graph inside a node reads besides: it runs once for each item. */
export const itemName: NameCompletion = { label: 'item', detail: 'The item of this run' }

export function listNames(document: WorkflowDocument, nodeId: string): NameCompletion[] {
  const properties = document.inputSchema?.properties
  const inputs = typeof properties === 'object' && properties !== null ? Object.keys(properties) : []
  const before = ancestorsOf(buildGraph(Object.keys(document.nodes), document.edges ?? []), nodeId)
  return [
    { label: 'input', detail: 'What the run was started with' },
    ...inputs.map((name) => ({ label: `input.${quoted(name)}`, detail: 'Input' })),
    ...[...before].map((id) => ({
      label: `nodes.${quoted(id)}.output`,
      detail: document.nodes[id]?.name ?? id,
    })),
    { label: 'execution.id', detail: 'This run' },
    { label: 'execution.startedAt', detail: 'This run' },
    { label: 'workflow.name', detail: 'This workflow' },
    { label: 'workflow.version', detail: 'This workflow' },
  ]
}

/** JSONata wants other characters than letters, digits and `_` in backquotes. */
function quoted(name: string): string {
  return /^[A-Za-z_]\w*$/.test(name) ? name : `\`${name}\``
}
