import { procedure } from '../trpc.ts'
import { orderDraining } from './order-draining.ts'
import { workerIdInput, workerSchema } from './worker-shapes.ts'

/** The worker takes nothing new and finishes what it runs. */
export const drainWorker = procedure
  .input(workerIdInput)
  .output(workerSchema)
  .mutation(({ ctx, input }) => orderDraining(ctx, { ...input, draining: true }))
