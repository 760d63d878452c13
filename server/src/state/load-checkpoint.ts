/** The last checkpoint of an execution that can be trusted: it decodes, fits the plan, and is sound by itself. */
import { listTouched } from '@heddle/core/execution/list-touched.ts'
import { decodeSnapshot } from '@heddle/core/execution/snapshot.ts'
import { validateState } from '@heddle/core/execution/validate-state.ts'
import type { Plan } from '@heddle/core/plan/compile-plan.ts'
import { type CheckpointRow, findCheckpoint, listCheckpoints } from '../store/execution-checkpoints.ts'
import type { Queryable } from '../store/queryable.ts'
import type { FoundCheckpoint } from './recovery-evidence.ts'

/** Where so many are bad, no older one will be better. */
const tries = 5

export async function loadCheckpoint(
  db: Queryable,
  plan: Plan,
  executionId: string,
): Promise<FoundCheckpoint | null> {
  for (const { seq } of await listCheckpoints(db, executionId, tries)) {
    const row = await findCheckpoint(db, { executionId, seq })
    const found = row === null ? null : toFound(plan, row)
    if (found !== null) return found
  }
  return null
}

function toFound(plan: Plan, row: CheckpointRow): FoundCheckpoint | null {
  try {
    const state = decodeSnapshot(plan, row.state)
    const { completed, failed, skipped } = state.counts
    const counters = { completedNodes: completed, failedNodes: failed, skippedNodes: skipped }
    const rows = listTouched(state)
    const header = { ...state, ...counters, totalNodes: plan.nodes.length }
    if (validateState(plan, rows, header).length > 0 || state.seq !== row.seq) return null
    return { seq: row.seq, rows, outputs: new Set(row.output_places) }
  } catch {
    // A snapshot that does not decode is one more thing that was damaged.
    return null
  }
}
