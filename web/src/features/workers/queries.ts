/** Every read of the screen, as a value. */
import { trpc } from '../../app/trpc.ts'

/** The view is live by asking again: a subscription would tell every start of a node. */
const liveEveryMs = 2000
/** Fills what was missed while the page lay in the background. */
const loadEveryMs = 60_000

export const workerQueries = {
  fleet: () => trpc.workers.list.queryOptions(undefined, { refetchInterval: liveEveryMs }),
  load: () => trpc.workers.load.queryOptions(undefined, { refetchInterval: loadEveryMs }),
  health: () => trpc.system.health.queryOptions(undefined, { refetchInterval: liveEveryMs }),
}
