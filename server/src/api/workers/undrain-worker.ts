import { procedure } from '../trpc.ts'
import { orderDraining } from './order-draining.ts'
import { workerIdInput, workerSchema } from './worker-shapes.ts'

/** The worker takes work again. */
export const undrainWorker = procedure
  .input(workerIdInput)
  .output(workerSchema)
  .mutation(({ ctx, input }) => orderDraining(ctx, { ...input, draining: false }))
