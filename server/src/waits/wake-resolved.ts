/**
 * Wakes nodes that wait although what they wait for is there. Whoever brings it writes it down first and then
 * comes here: a node that is only about to wait is found when its wait is committed (`follow-waits.ts`), and where
 * a process died in between, by the sweep. Waking twice is refused by the core.
 */
import type { Logger } from '../ops/logger.ts'
import { listResolvedWaits } from '../store/list-resolved-waits.ts'
import type { Queryable } from '../store/queryable.ts'

export interface WakeDeps {
  readonly db: Queryable
  readonly engine: {
    submit(
      executionId: string,
      command: { type: 'wake-node'; nodeIndex: number; cause: 'resolved'; now: number },
    ): Promise<unknown>
  }
  readonly logger: Logger
}

/** Looks at the named executions, or at all with null. Resolves when all wakes are committed or refused. */
export async function wakeResolved(deps: WakeDeps, executionIds: readonly string[] | null): Promise<void> {
  const waits = await listResolvedWaits(deps.db, executionIds)
  await Promise.all(
    waits.map(({ executionId, nodeIndex }) =>
      deps.engine.submit(executionId, { type: 'wake-node', nodeIndex, cause: 'resolved', now: Date.now() }),
    ),
  )
}

/** The same, without anybody who waits for it: what fails now is done by the sweep. */
export function wakeResolvedSoon(deps: WakeDeps, executionIds: readonly string[]): void {
  wakeResolved(deps, executionIds).catch((error: unknown) => {
    deps.logger.warn({ event: 'wake_failed', executionIds, err: error })
  })
}
