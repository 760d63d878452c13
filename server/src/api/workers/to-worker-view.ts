/** From the rows of workers to what people see of them. */
import type { LiveWorker } from '../../presence/presence.ts'
import {
  countWorkerAttempts,
  listWorkerAttempts,
  type WorkerAttemptRow,
} from '../../store/worker-attempts.ts'
import { listWorkerLosses, type WorkerLossRow } from '../../store/worker-losses.ts'
import type { WorkerRow } from '../../store/worker-rows.ts'
import type { ApiContext } from '../context.ts'
import { toInstant, toInstantOrNull } from '../instant.ts'
import { nameNodes } from '../limits/name-nodes.ts'
import type { WorkerAttempt, WorkerView } from './worker-shapes.ts'
import { toWorkerStatus } from './worker-status.ts'

/** Of each worker; more says nothing more to a person, and a fleet has hundreds of them. */
const attemptsShown = 32

type ReadContext = Pick<ApiContext, 'db' | 'plans'>

interface Read {
  readonly workspaceId: string
  /** What presence heard; empty where only the rows are known. */
  readonly heard: readonly LiveWorker[]
}

export async function toWorkerViews(
  ctx: ReadContext,
  rows: readonly WorkerRow[],
  { workspaceId, heard }: Read,
): Promise<WorkerView[]> {
  const workerIds = rows.map((row) => row.id)
  const [attempts, counts, losses] = await Promise.all([
    listWorkerAttempts(ctx.db, { workerIds, workspaceId, mostOfEach: attemptsShown }),
    countWorkerAttempts(ctx.db, workerIds),
    listWorkerLosses(ctx.db, workerIds),
  ])
  const attemptsOf = Map.groupBy(await nameAttempts(ctx, attempts), ({ workerId }) => workerId)
  const heardOf = new Map(heard.map((worker) => [worker.id, worker]))
  return rows.map((row) => ({
    ...toOwnWords(row, heardOf.get(row.id) ?? row),
    status: toWorkerStatus(row),
    used: counts.get(row.id) ?? 0,
    attempts: (attemptsOf.get(row.id) ?? []).map(({ attempt }) => attempt),
    losses: toLosses(losses.get(row.id)),
  }))
}

function toOwnWords(row: WorkerRow, load: Pick<WorkerRow, 'cpuPercent' | 'memoryBytes'>) {
  const since = row.draining && row.drainChangedAt
  return {
    workerId: row.id,
    hostname: row.hostname,
    pid: row.pid,
    version: row.version,
    groups: [...row.workerGroups],
    capacity: row.capacity,
    cpuPercent: load.cpuPercent,
    memoryBytes: load.memoryBytes,
    startedAt: toInstant(row.startedAt),
    lastSeenAt: toInstant(row.lastSeenAt),
    silentMs: Math.round(row.silentMs),
    stoppedAt: toInstantOrNull(row.stoppedAt),
    draining: since ? { since: toInstant(since), by: row.drainChangedBy } : null,
  }
}

interface NamedAttempt {
  readonly workerId: string
  readonly attempt: WorkerAttempt
}

async function nameAttempts(
  { plans }: ReadContext,
  rows: readonly WorkerAttemptRow[],
): Promise<readonly NamedAttempt[]> {
  const names = await nameNodes(plans, rows)
  return rows.map(({ workerId, version: _version, subgraph: _subgraph, startedAt, ...row }, at) => {
    const nodeName = names[at] ?? row.nodeId
    return { workerId, attempt: { ...row, nodeName, startedAt: toInstant(startedAt) } }
  })
}

function toLosses(row: WorkerLossRow | undefined): WorkerView['losses'] {
  if (row === undefined) return null
  const { attempts, takenOver, takenOverBy, waiting } = row
  return { attempts, takenOver, takenOverBy: [...takenOverBy], waiting }
}
