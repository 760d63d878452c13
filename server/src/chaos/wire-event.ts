/** An event as REST tells it. The checker knows nothing else of the product. */
export interface WireEvent {
  readonly seq: number
  readonly type: string
  readonly node_id: string | null
  readonly attempt: number | null
  readonly timestamp: string
}

/** One execution as it stands when everything is quiet again. */
export interface RunHistory {
  readonly executionId: string
  readonly workflowId: string
  readonly status: string
  readonly completedNodes: number
  readonly failedNodes: number
  /** Started by the load, and not for a node of another one. */
  readonly isRoot: boolean
  readonly events: readonly WireEvent[]
}

const finalTypes = new Set(['execution_completed', 'execution_failed', 'execution_cancelled'])

export function isFinalType(type: string): boolean {
  return finalTypes.has(type)
}

export const timeOf = (event: WireEvent): number => Date.parse(event.timestamp)
