/** Writes an order down, then tells the worker: a lost message costs it the time to its next renewal. */
import { DomainError } from '@heddle/core/errors.ts'
import { authorOf, type Caller } from '../../auth/caller.ts'
import { workerControlChannel } from '../../presence/worker-control.ts'
import { setWorkerDraining } from '../../store/worker-draining.ts'
import { findWorkerRow } from '../../store/worker-rows.ts'
import type { ApiContext } from '../context.ts'
import { toWorkerViews } from './to-worker-view.ts'
import type { WorkerView } from './worker-shapes.ts'

type OrderContext = Pick<ApiContext, 'db' | 'bus' | 'plans'> & { readonly caller: Caller }

/** Throws FORBIDDEN, WORKER_NOT_FOUND or WORKER_STOPPED. Ordering what is so already changes nothing. */
export async function orderDraining(
  ctx: OrderContext,
  input: { workerId: string; draining: boolean },
): Promise<WorkerView> {
  checkMayOrder(ctx.caller)
  const { workerId: id, draining } = input
  const order = await setWorkerDraining(ctx.db, { id, draining, by: authorOf(ctx.caller) })
  const row = await findWorkerRow(ctx.db, id)
  if (row === null) throw new DomainError('WORKER_NOT_FOUND', { workerId: id })
  if (order === null) throw new DomainError('WORKER_STOPPED', { workerId: id })
  ctx.bus.publish(workerControlChannel(id), order)
  const [view] = await toWorkerViews(ctx, [row], { workspaceId: ctx.caller.workspaceId, heard: [] })
  if (view === undefined) throw new DomainError('WORKER_NOT_FOUND', { workerId: id })
  return view
}

/** Workers serve all workspaces: who may stop one from working answers for more than their own runs. */
function checkMayOrder({ role }: Caller): void {
  if (role === 'admin' || role === 'owner') return
  const reason = 'Only administrators and owners drain workers'
  throw new DomainError('FORBIDDEN', { reason }, { message: `${reason}.` })
}
