/** Every read of the health check, as a value. */
import type { AppRouter } from '@heddle/server/api/app-router.ts'
import type { inferRouterOutputs } from '@trpc/server'
import { trpc } from '../../app/trpc.ts'

type Outputs = inferRouterOutputs<AppRouter>['doctor']
export type Checkup = NonNullable<Outputs['last']>
export type DamagedRun = Checkup['cases'][number]
export type Finding = DamagedRun['findings'][number]
export type Quarantined = Outputs['listQuarantined']['items'][number]

const runningEveryMs = 1_000
const restingEveryMs = 15_000
const shown = 100

export const doctorQueries = {
  last: () =>
    trpc.doctor.last.queryOptions(undefined, {
      refetchInterval: ({ state }) => (state.data?.status === 'running' ? runningEveryMs : restingEveryMs),
    }),
  quarantined: () => trpc.doctor.listQuarantined.queryOptions({ limit: shown }),
  evidence: (quarantineId: string) => trpc.doctor.getQuarantined.queryOptions({ quarantineId }),
}
