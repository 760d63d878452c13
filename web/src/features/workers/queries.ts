/** Every read of the screen, as a value. */
import { trpc } from '../../app/trpc.ts'

/** The view is live by asking again: a subscription would tell every start of a node. */
const fleetEveryMs = 2000
const healthEveryMs = 5000

export const workerQueries = {
  fleet: () => trpc.workers.list.queryOptions(undefined, { refetchInterval: fleetEveryMs }),
  health: () => trpc.system.health.queryOptions(undefined, { refetchInterval: healthEveryMs }),
}
