/** Finds what the items of a node are to run, and refuses what would never end. */
import { DomainError } from '@heddle/core/errors.ts'
import type { NodeError } from '@heddle/core/execution/event.ts'
import { subgraphSeparator } from '@heddle/core/plan/find-subgraph.ts'
import type { LiveExecution } from '../engine/live-execution.ts'
import { findVersionRow } from '../store/find-version.ts'
import { listReferencedWorkflows, type ReferencedWorkflow } from '../store/list-referenced-workflows.ts'
import type { ItemsTarget } from './items-request.ts'
import type { NestingDeps } from './nesting-deps.ts'

/** Executions inside executions: more is a workflow that runs itself, whatever its names say. */
const maxDepth = 10

export interface FoundTarget {
  readonly workflowId: string
  readonly version: number
  readonly subgraph: string | null
  /** Of another workflow: what its input must be. */
  readonly inputSchema: unknown
  readonly name: string
}

export type TargetAnswer =
  | { readonly ok: true; readonly target: FoundTarget }
  | { readonly ok: false; readonly error: NodeError }

export async function findTarget(
  deps: NestingDeps,
  parent: LiveExecution,
  { nodeId, target }: { readonly nodeId: string; readonly target: ItemsTarget },
): Promise<TargetAnswer> {
  if (parent.identity.depth >= maxDepth) {
    return refuse(`Runs are nested more than ${maxDepth} deep here. Look for a workflow that runs itself.`)
  }
  const found = target.kind === 'graph' ? findInner(parent, nodeId) : await findWorkflow(deps, parent, target)
  if (!found.ok) return found
  const { workflowId, version, subgraph } = found.target
  try {
    await deps.engine.plans.get(workflowId, version, subgraph)
    return found
  } catch (error) {
    if (error instanceof DomainError && error.kind === 'not-found') {
      return refuse(
        subgraph === null ? `${found.target.name} has no version ${version}.` : 'The graph cannot be read.',
      )
    }
    if (error instanceof RangeError) return refuse(`The graph cannot be run: ${error.message}.`)
    throw error
  }
}

function findInner({ identity }: LiveExecution, nodeId: string): TargetAnswer {
  const { workflowId, version, subgraph } = identity
  const path = subgraph === null ? nodeId : `${subgraph}${subgraphSeparator}${nodeId}`
  return {
    ok: true,
    target: { workflowId, version, subgraph: path, inputSchema: undefined, name: identity.workflowName },
  }
}

async function findWorkflow(
  deps: NestingDeps,
  parent: LiveExecution,
  { reference, version: wanted }: Extract<ItemsTarget, { kind: 'workflow' }>,
): Promise<TargetAnswer> {
  const { workspaceId } = parent.identity
  const matches = await listReferencedWorkflows(deps.db, { workspaceId, reference })
  const [workflow] = matches
  if (workflow === undefined) {
    return refuse(`There is no workflow ${reference}. Name one by its id or its exact name.`)
  }
  if (matches.length > 1) return refuse(`Several workflows are named ${reference}. Give the id of one.`)
  const version = wanted ?? workflow.publishedVersion
  if (version === null) return refuse(`${workflow.name} has no published version. Publish it first.`)
  if (await runsWithin(deps, parent, workflow)) {
    return refuse(`${workflow.name} would run itself: this run is already part of one of its runs.`)
  }
  const row = await findVersionRow(deps.db, { workflowId: workflow.id, version })
  if (row === null) return refuse(`${workflow.name} has no version ${version}.`)
  const { inputSchema } = row.document
  return {
    ok: true,
    target: { workflowId: workflow.id, version, subgraph: null, inputSchema, name: workflow.name },
  }
}

/** True where the execution, or one that it is part of, runs the workflow. */
async function runsWithin(
  { engine }: NestingDeps,
  execution: LiveExecution,
  { id }: ReferencedWorkflow,
): Promise<boolean> {
  let at: LiveExecution | null = execution
  while (at !== null) {
    const { workflowId, parent }: LiveExecution['identity'] = at.identity
    if (workflowId === id) return true
    at = parent === null ? null : await engine.executions.get(parent.executionId)
  }
  return false
}

function refuse(message: string): TargetAnswer {
  return { ok: false, error: { code: 'INVALID_PARAMS', message, retryable: false } }
}
