/** An execution in memory: what never changes about it, and its state as of the last commit of this process. */
import type { ExecutionState } from '@heddle/core/execution/state.ts'
import type { ExecutionIdentity } from '../store/transition.ts'

export interface LiveExecution {
  readonly id: string
  readonly identity: ExecutionIdentity
  /** Advanced in place by the group commit alone. */
  readonly state: ExecutionState
}
