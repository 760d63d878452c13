/**
 * Whether an execution that waits for its turn may be admitted. Asked in the transaction that commits it: who looked
 * for its turn may have lost the lock of its look meanwhile, and others may have let somebody else in.
 */
import { countForAdmission } from '../store/admissions.ts'
import type { Queryable } from '../store/queryable.ts'
import type { LiveExecution } from './live-execution.ts'
import type { Submission } from './submission.ts'

export function isAdmission(submission: Submission | undefined): boolean {
  return submission?.command.type === 'admit-execution'
}

/** True as well where there is nothing to ask: the decision then says what is wrong. */
export async function hasRoom(db: Queryable, { state, identity }: LiveExecution): Promise<boolean> {
  const { admission } = state.plan.settings
  if (admission === null || state.status !== 'pending') return true
  const live = await countForAdmission(db, identity.workflowId)
  return live !== null && live < admission.limit
}
