import { z } from 'zod'
import { listLeaseHolders } from '../../store/limit-leases.ts'
import { type AdmissionRow, listAdmissionLine } from '../../store/list-admission-line.ts'
import { listLimitWaits } from '../../store/list-limit-waits.ts'
import { type LimitedWorkflowRow, listLimitedWorkflows } from '../../store/list-limited-workflows.ts'
import { listRates } from '../../store/list-rates.ts'
import { toInstant } from '../instant.ts'
import { procedure } from '../trpc.ts'
import { type LimitedRun, type LimitedWorkflow, limitsSchema } from './limit-shapes.ts'
import { nameNodes } from './name-nodes.ts'
import { toKeys, toRates } from './to-limit-views.ts'

/** Of each list; who wants to see more looks at the runs themselves. */
const mostOfEach = 20

/** Who holds the slots of concurrency keys, what was started of rates, which runs have a place, and who waits for either. */
export const listLimits = procedure
  .input(z.object({ search: z.string().max(200).optional() }).optional())
  .output(limitsSchema)
  .query(async ({ ctx, input }) => {
    const { workspaceId } = ctx.caller
    const asked = { workspaceId, search: input?.search?.trim() || null }
    const db = ctx.analyticsDb
    const [holders, waits, rates, workflows] = await Promise.all([
      listLeaseHolders(db, { ...asked, key: null, mostOfEach }),
      listLimitWaits(db, { ...asked, mostOfEach }),
      listRates(db, asked),
      listLimitedWorkflows(db, asked),
    ])
    const workflowIds = workflows.filter(({ running, waiting }) => running + waiting > 0).map(({ id }) => id)
    const runs = await listAdmissionLine(db, { workflowIds, mostOfEach })
    const names = await nameNodes(ctx.plans, [...holders, ...waits])
    const rows = {
      holders: holders.map((row, at) => ({ ...row, nodeName: names[at] ?? row.nodeId })),
      waits: waits.map((row, at) => ({ ...row, nodeName: names[holders.length + at] ?? row.nodeId })),
    }
    return { keys: toKeys(rows), rates: toRates(rates, rows.waits), workflows: toWorkflows(workflows, runs) }
  })

function toWorkflows(
  workflows: readonly LimitedWorkflowRow[],
  runs: readonly AdmissionRow[],
): LimitedWorkflow[] {
  const runsOf = Map.groupBy(runs, ({ workflowId }) => workflowId)
  return workflows.map(({ id, slots, ...row }) => {
    const all = runsOf.get(id) ?? []
    return {
      workflowId: id,
      limit: slots,
      ...row,
      runs: all.filter(({ status }) => status !== 'pending').map(toRun),
      line: all.filter(({ status }) => status === 'pending').map(toRun),
    }
  })
}

function toRun({ executionId, status, startedBy, priority, createdAt, startedAt }: AdmissionRow): LimitedRun {
  return { executionId, status, startedBy, priority, since: toInstant(startedAt ?? createdAt) }
}
