/** The waits of attempts, kept in PostgreSQL: what was asked and sent outlives every process. */
import { randomUUID } from 'node:crypto'
import type { Bus } from '../bus/bus.ts'
import type { ApprovalRow } from '../store/approval-row.ts'
import { expireApproval } from '../store/expire-approval.ts'
import { openApproval } from '../store/open-approval.ts'
import type { Queryable } from '../store/queryable.ts'
import { beginSignalWait } from '../store/signal-wait.ts'
import { takeSignal } from '../store/take-signal.ts'
import { toStorable } from '../worker/storable-json.ts'
import type { ApprovalRequest, AskedApproval, AttemptWaits, WaitAddress } from './attempt-waits.ts'
import { type Notifier, tellPeople } from './notifier.ts'

export interface StoredWaitsDeps {
  readonly db: Queryable
  readonly bus: Bus
  readonly notifier: Notifier
}

export function createStoredWaits(deps: StoredWaitsDeps): AttemptWaits {
  return {
    askApproval: (address, request) => askApproval(deps, address, request),
    lookForSignal: async ({ executionId, nodeIndex, attempt }, { name, until }) => {
      const wait = { executionId, nodeIndex, name, since: new Date(), until: toDate(until) }
      const ends = await beginSignalWait(deps.db, wait)
      const signal = await takeSignal(deps.db, { executionId, nodeIndex, attempt, name })
      return { signal, until: ends?.getTime() ?? null }
    },
  }
}

async function askApproval(
  deps: StoredWaitsDeps,
  address: WaitAddress,
  request: ApprovalRequest,
): Promise<AskedApproval> {
  const now = new Date()
  const { attempt: _attempt, ...asks } = address
  // Titles may be made by expressions, from whatever came in.
  const { deadlineAt, ...words } = toStorable(request)
  const id = randomUUID()
  const row = await openApproval(deps.db, {
    ...asks,
    ...words,
    id,
    askedAt: now,
    deadlineAt: toDate(deadlineAt),
  })
  if (row.id === id) tellPeople(deps, row, 'approval_asked')
  if (row.status !== 'open') return toAsked(row)
  const expired = await expireApproval(deps.db, { id: row.id, now })
  if (expired !== null) deps.bus.publish(`workspace:${row.workspaceId}`, { executionId: row.executionId })
  return toAsked(expired ?? row)
}

function toAsked(row: ApprovalRow): AskedApproval {
  return {
    // A closed row was opened again by being asked.
    status: row.status === 'closed' ? 'open' : row.status,
    by: row.decidedBy,
    via: row.decidedVia,
    at: row.decidedAt?.toISOString() ?? null,
    answer: row.answer,
    comment: row.comment,
    deadlineAt: row.deadlineAt?.getTime() ?? null,
  }
}

function toDate(ms: number | null): Date | null {
  return ms === null ? null : new Date(ms)
}
