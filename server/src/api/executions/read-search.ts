/** What a person typed into the search of the history: the beginning of an id, or part of a workflow's name. */

import { isUuid } from '../../store/is-uuid.ts'
import type { ExecutionSearch } from '../../store/list-executions.ts'
import { listWorkflowIdsByName } from '../../store/list-workflow-ids-by-name.ts'
import type { Queryable } from '../../store/queryable.ts'

/** Fewer digits begin too many ids to be meant as one. */
const idBeginning = /^[0-9a-f][0-9a-f-]{3,35}$/i

export async function readSearch(
  db: Queryable,
  workspaceId: string,
  given: string | undefined,
): Promise<ExecutionSearch | undefined> {
  const search = given?.trim() ?? ''
  if (search === '') return undefined
  const workflowIds = await listWorkflowIdsByName(db, { workspaceId, search })
  return { workflowIds, ids: idBeginning.test(search) ? toIdRange(search) : null }
}

/** The lowest and the highest uuid with this beginning; null where none begins so. */
function toIdRange(beginning: string): readonly [string, string] | null {
  const digits = beginning.replaceAll('-', '')
  const [low, high] = [toUuid(digits.padEnd(32, '0')), toUuid(digits.padEnd(32, 'f'))]
  return isUuid(low) && isUuid(high) ? [low, high] : null
}

function toUuid(digits: string): string {
  const parts = [
    digits.slice(0, 8),
    digits.slice(8, 12),
    digits.slice(12, 16),
    digits.slice(16, 20),
    digits.slice(20),
  ]
  return parts.join('-')
}
