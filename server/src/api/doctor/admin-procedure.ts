/** For those who look after the installation. */
import { DomainError } from '@heddle/core/errors.ts'
import { procedure } from '../trpc.ts'

export const adminProcedure = procedure.use(({ ctx, next }) => {
  const { role } = ctx.caller
  if (role !== 'admin' && role !== 'owner')
    throw new DomainError('FORBIDDEN', { reason: 'Only administrators and the owner may do this.' })
  return next({ ctx: { caller: ctx.caller } })
})
