/** Every read of the settings page, as a value. What was read last stays while the next answer is on its way. */
import type { AppRouter } from '@heddle/server/api/app-router.ts'
import type { inferRouterOutputs } from '@trpc/server'
import { sessionQueries } from '../../app/session.ts'
import { trpc } from '../../app/trpc.ts'

type SystemOutputs = inferRouterOutputs<AppRouter>['system']
export type Health = SystemOutputs['health']
export type SystemReport = SystemOutputs['describe']
export type BreakerReport = SystemReport['breakers'][number]

/** As often as a person looks twice. */
const live = { refetchInterval: 2000 }

export const settingsQueries = {
  health: () => trpc.system.health.queryOptions(undefined, live),
  report: () => trpc.system.describe.queryOptions(undefined, live),
  version: sessionQueries.status,
}
