/** Writes down that people are reminded of what is still open; of several processes that look one gets each row. */
import { type ApprovalRow, approvalColumns, isAskedFor } from './approval-row.ts'
import type { Queryable } from './queryable.ts'

const text = `
UPDATE approvals a
   SET reminders = a.reminders + 1, last_reminded_at = $1,
       next_reminder_at = CASE WHEN a.reminders + 1 < $2
         THEN $1::timestamptz + a.reminder_ms * interval '1 millisecond' END
 WHERE a.status = 'open' AND a.next_reminder_at <= $1 AND ${isAskedFor}
RETURNING ${approvalColumns}`

export async function remindApprovals(
  db: Queryable,
  { now, mostReminders }: { now: Date; mostReminders: number },
): Promise<ApprovalRow[]> {
  return (await db.query<ApprovalRow>({ name: 'remind-approvals', text, values: [now, mostReminders] })).rows
}
