/** A row of the list, as the server answers it. */
import { isFinal } from '@heddle/core/execution/status.ts'
import type { AppRouter } from '@heddle/server/api/app-router.ts'
import type { inferRouterOutputs } from '@trpc/server'

export type RunPage = inferRouterOutputs<AppRouter>['executions']['list']
export type Run = RunPage['items'][number]

/** How long it took or has been running by now; null while it has not started. */
export function lengthOf(run: Run, now: number): number | null {
  if (run.durationMs !== null) return run.durationMs
  if (run.startedAt === null || isFinal(run.status)) return null
  return Math.max(0, now - Date.parse(run.startedAt))
}
