import { DomainError } from '@heddle/core/errors.ts'
import { z } from 'zod'
import { findQuarantine } from '../../store/list-quarantine.ts'
import { adminProcedure } from './admin-procedure.ts'
import { quarantineSchema } from './doctor-shapes.ts'
import { toQuarantineView } from './list-quarantined.ts'

/** A person looks at the beginning; everything stays in the tables. */
const shown = 500

/** The evidence: the execution's row, the rows of its nodes and its events, as they were found. */
export const getQuarantined = adminProcedure
  .input(z.object({ quarantineId: z.string().max(64) }))
  .output(
    quarantineSchema.extend({
      execution: z.unknown(),
      /** The first 500 of each. */
      rows: z.array(z.unknown()),
      events: z.array(z.unknown()),
    }),
  )
  .query(async ({ ctx, input }) => {
    const { quarantineId: id } = input
    const { workspaceId } = ctx.caller
    const found = await findQuarantine(ctx.db, { workspaceId, id, limit: shown })
    if (found === null) throw new DomainError('QUARANTINE_NOT_FOUND', { quarantineId: id })
    const { execution, rows, events } = found
    return { ...toQuarantineView(found), execution, rows: [...rows], events: [...events] }
  })
