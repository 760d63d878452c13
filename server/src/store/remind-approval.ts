/** Writes down that a person is reminded; one of several processes that find it due gets the row. */
import { type ApprovalRow, approvalColumns } from './approval-row.ts'
import type { Queryable } from './queryable.ts'

const text = `
UPDATE approvals a
   SET reminders = a.reminders + 1, last_reminded_at = $2,
       next_reminder_at = CASE WHEN a.reminders + 1 < $3
         THEN $2::timestamptz + a.reminder_ms * interval '1 millisecond' END
 WHERE a.id = $1 AND a.status = 'open' AND a.next_reminder_at <= $2
RETURNING ${approvalColumns}`

export async function remindApproval(
  db: Queryable,
  { id, now, mostReminders }: { id: string; now: Date; mostReminders: number },
): Promise<ApprovalRow | null> {
  const values = [id, now, mostReminders]
  const { rows } = await db.query<ApprovalRow>({ name: 'remind-approval', text, values })
  return rows[0] ?? null
}
