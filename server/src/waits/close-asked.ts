import type { Bus } from '../bus/bus.ts'
import { closeApprovals } from '../store/close-approvals.ts'
import type { Queryable } from '../store/queryable.ts'

/** Closes what nodes asked that ended otherwise, of one execution or of all with null, and has pages look again. */
export async function closeAsked(
  { db, bus }: { readonly db: Queryable; readonly bus: Bus },
  executionId: string | null,
): Promise<void> {
  for (const closed of await closeApprovals(db, executionId)) {
    bus.publish(`workspace:${closed.workspaceId}`, { executionId: closed.executionId })
  }
}
