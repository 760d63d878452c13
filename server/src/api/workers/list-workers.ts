import { listWorkerRows } from '../../store/worker-rows.ts'
import { procedure } from '../trpc.ts'
import { toWorkerViews } from './to-worker-view.ts'
import { fleetSchema } from './worker-shapes.ts'

/** Who went longer ago than this is history. */
const remembered = 24 * 3600 * 1000

/** Live workers and those that went within a day, with what each runs; how much waits for them. */
export const listWorkers = procedure.output(fleetSchema).query(async ({ ctx }) => {
  // Either may be without an answer while Redis is away; the rows of the workers stand in PostgreSQL.
  const [rows, heard, queue] = await Promise.all([
    listWorkerRows(ctx.db, remembered),
    ctx.presence.list().catch(() => []),
    ctx.queue.depth().catch(() => null),
  ])
  const items = await toWorkerViews(ctx, rows, { workspaceId: ctx.caller.workspaceId, heard })
  return {
    items,
    queue: queue && {
      tasks: queue.tasks,
      oldestMs: queue.oldestMs,
      groups: queue.groups.map(({ group, tasks }) => ({ group, tasks })),
    },
  }
})
