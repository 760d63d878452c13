/** One execution of the workspace with its input; null where there is none. */
import { executionInput } from './execution-input.ts'
import { type ExecutionRow, executionColumns } from './execution-row.ts'
import { isUuid } from './is-uuid.ts'
import type { Queryable } from './queryable.ts'

export interface ExecutionKey {
  readonly workspaceId: string
  readonly executionId: string
}

/** What an execution was given: its input, and the element of the list that a map runs it for. */
export interface GivenValues {
  readonly input: unknown
  readonly item: unknown
}

const from = `FROM workflow_executions e JOIN workflow_definitions w ON w.id = e.workflow_id
 WHERE e.id = $1 AND e.workspace_id = $2`
const text = `SELECT ${executionColumns} ${from}`
const withInputText = `SELECT ${executionColumns}, ${executionInput} AS input, e.item ${from}`

export async function findExecution(db: Queryable, key: ExecutionKey): Promise<ExecutionRow | null> {
  if (!isUuid(key.executionId)) return null
  const values = [key.executionId, key.workspaceId]
  const { rows } = await db.query<ExecutionRow>({ name: 'find-execution', text, values })
  return rows[0] ?? null
}

export async function findExecutionWithInput(
  db: Queryable,
  key: ExecutionKey,
): Promise<(ExecutionRow & GivenValues) | null> {
  if (!isUuid(key.executionId)) return null
  const values = [key.executionId, key.workspaceId]
  const { rows } = await db.query<ExecutionRow & GivenValues>({
    name: 'find-execution-with-input',
    text: withInputText,
    values,
  })
  return rows[0] ?? null
}
