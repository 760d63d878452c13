/** Starts the executions of items. An item that has one already, whoever started it, gets no second one. */
import { DomainError } from '@heddle/core/errors.ts'
import type { NodeError } from '@heddle/core/execution/event.ts'
import type { LiveExecution } from '../engine/live-execution.ts'
import type { ItemsLook, OpenItem } from '../store/look-at-items.ts'
import { readItemValues } from '../store/read-items.ts'
import { type EndedItem, settleItems } from '../store/settle-items.ts'
import type { NestingDeps } from './nesting-deps.ts'

export interface ItemStart {
  readonly parent: LiveExecution
  readonly look: ItemsLook
  readonly items: readonly OpenItem[]
}

/** Resolves once all are committed. One that can never start is marked as failed. */
export async function startItems(deps: NestingDeps, start: ItemStart): Promise<void> {
  const { look, items } = start
  const refusal = refuseDeleted(look)
  if (refusal !== null) return settleItems(deps.db, look, items.map(toFailed(refusal)))
  const values = await readItemValues(
    deps.db,
    look,
    items.map(({ itemIndex }) => itemIndex),
  )
  const failures = await Promise.all(
    items.map((item) => startItem(deps, start, { item, value: values.get(item.itemIndex) })),
  )
  await settleItems(
    deps.db,
    look,
    failures.filter((failure) => failure !== null),
  )
}

async function startItem(
  { engine }: NestingDeps,
  { parent, look }: ItemStart,
  { item, value }: { readonly item: OpenItem; readonly value: unknown },
): Promise<EndedItem | null> {
  const { identity } = parent
  const { itemIndex, childId, formerId } = item
  // An inner graph sees what its node sees, and the item beside it; another workflow is handed the item.
  const isInner = look.subgraph !== null
  try {
    await engine.startExecution({
      workspaceId: identity.workspaceId,
      workflowId: look.workflowId,
      version: look.version,
      input: isInner ? identity.input : value,
      priority: parent.state.priority,
      trigger: 'parent',
      startedBy: identity.startedBy,
      idempotencyKey: null,
      ignoreCache: identity.ignoreCache,
      // Lists inside the item find by this what they need not run again.
      ...(formerId !== null && { retry: { of: formerId, kept: [] } }),
      child: {
        executionId: childId,
        parent: { executionId: parent.id, nodeId: look.nodeId, itemIndex },
        rootId: identity.rootId ?? parent.id,
        depth: identity.depth + 1,
        subgraph: look.subgraph,
        item: isInner ? value : null,
      },
    })
    return null
  } catch (error) {
    if (!(error instanceof DomainError) || error.kind !== 'not-found') throw error
    return toFailed(error)(item)
  }
}

/**
 * Versions outlive their workflow, for the history's sake, so nothing else would keep its items from starting. An
 * inner graph is part of the run itself, which is cancelled where its workflow is deleted.
 */
function refuseDeleted({ subgraph, deletedWorkflow, workflowId }: ItemsLook): DomainError | null {
  if (subgraph !== null || deletedWorkflow === null) return null
  const message = `The workflow ${deletedWorkflow} was deleted while its items ran. Name another one, publish, and retry on the new version.`
  return new DomainError('WORKFLOW_NOT_FOUND', { workflowId }, { message })
}

function toFailed({ code, message, details }: DomainError): (item: OpenItem) => EndedItem {
  const error: NodeError = {
    code: 'INVALID_PARAMS',
    message: `The item cannot be run: ${message}`,
    retryable: false,
    details: { cause: code, ...details },
  }
  return ({ itemIndex, childId }) => ({ itemIndex, childId, status: 'failed', error })
}
