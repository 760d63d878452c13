import { type DoctorRunRow, listDoctorRuns } from '../../store/doctor-runs.ts'
import { toInstant, toInstantOrNull } from '../instant.ts'
import { adminProcedure } from './admin-procedure.ts'
import { type CaseView, type CheckupView, checkupSchema } from './doctor-shapes.ts'

/** The check under way, else the last one; null before the first. */
export const getLastCheckup = adminProcedure.output(checkupSchema.nullable()).query(async ({ ctx }) => {
  const [last] = await listDoctorRuns(ctx.db, 1)
  return last === undefined ? null : toCheckup(last)
})

function toCheckup(row: DoctorRunRow): CheckupView {
  const { status, repairs, checked, damaged, repaired, strays, error } = row
  return {
    ...{ status, repairs, checked, damaged, repaired, strays, error },
    runId: row.id,
    startedBy: row.started_by,
    startedAt: toInstant(row.started_at),
    finishedAt: toInstantOrNull(row.finished_at),
    cases: row.cases as CaseView[],
  }
}
