/** What is given to start an execution, and what follows from it: its id, its first command, what never changes about it. */
import { randomUUID } from 'node:crypto'
import type { KeptNode, StartExecution } from '@heddle/core/execution/command.ts'
import type { ExecutionTrigger, ParentNode } from '@heddle/core/execution/event.ts'
import type { ExecutionIdentity } from '../store/transition.ts'

export interface StartInput {
  readonly workspaceId: string
  readonly workflowId: string
  readonly version: number
  readonly input: unknown
  readonly priority: number
  readonly trigger: ExecutionTrigger
  readonly startedBy: string | null
  readonly idempotencyKey: string | null
  readonly retry?: { readonly of: string; readonly kept: readonly KeptNode[] }
  readonly ignoreCache?: boolean
  /** The node that the execution runs for. `executionId` follows from it, so that starting it twice makes one. */
  readonly child?: ChildOf
}

export interface ChildOf extends Pick<ExecutionIdentity, 'rootId' | 'depth' | 'subgraph' | 'item'> {
  readonly executionId: string
  readonly parent: ParentNode
}

export function toStartCommand(input: StartInput, now: number): StartExecution {
  const { workflowId, version, trigger, startedBy, priority, retry, child, ignoreCache } = input
  return {
    type: 'start-execution',
    now,
    workflowId,
    version,
    trigger,
    startedBy,
    retryOf: retry?.of ?? null,
    priority,
    kept: retry?.kept ?? [],
    ...(child && { parent: child.parent }),
    ...(ignoreCache && { ignoreCache }),
  }
}

export function toIdentity(start: StartInput, workflowName: string): ExecutionIdentity {
  const { workspaceId, workflowId, version, trigger, startedBy, idempotencyKey, input, retry, child } = start
  return {
    workspaceId,
    workflowId,
    workflowName,
    version,
    trigger,
    startedBy,
    retryOf: retry?.of ?? null,
    idempotencyKey,
    input,
    parent: child?.parent ?? null,
    rootId: child?.rootId ?? null,
    depth: child?.depth ?? 0,
    subgraph: child?.subgraph ?? null,
    item: child?.item,
    ignoreCache: start.ignoreCache ?? false,
  }
}

/** A version 7 UUID: ordered by time, so that new rows land at the end of every index. */
export function newExecutionId(now: number): string {
  const time = now.toString(16).padStart(12, '0')
  const random = randomUUID()
  return `${time.slice(0, 8)}-${time.slice(8)}-7${random.slice(15)}`
}
