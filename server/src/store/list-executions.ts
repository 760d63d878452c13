/**
 * A page of the workspace's executions. Always by the last row's key, never by an offset, so that the
 * thousandth page costs what the first does. The statement is put together from the filters that are there:
 * a plan must see which ones, or it takes the index for the wrong one.
 */
import type { ExecutionStatus } from '@heddle/core/execution/status.ts'
import { type ExecutionRow, executionColumns } from './execution-row.ts'
import { isUuid } from './is-uuid.ts'
import type { Queryable } from './queryable.ts'

export interface ExecutionFilter {
  readonly workspaceId: string
  readonly workflowId?: string | undefined
  readonly statuses?: readonly ExecutionStatus[] | undefined
  readonly triggers?: readonly string[] | undefined
  readonly from?: Date | undefined
  /** Not included. */
  readonly to?: Date | undefined
  readonly minDurationMs?: number | undefined
  /** True where executions that run for nodes of others are listed too. */
  readonly nested?: boolean | undefined
  /** Workflows whose name was searched for, and ids between two bounds: either fits. */
  readonly search?: ExecutionSearch | undefined
}

export interface ExecutionSearch {
  readonly workflowIds: readonly string[]
  readonly ids: readonly [lowest: string, highest: string] | null
}

export interface ListExecutions extends ExecutionFilter {
  readonly sort: 'started' | 'duration'
  /** Sort key (a time, or milliseconds) and id of the last row of the page before. */
  readonly after: readonly [string | number, string] | null
  readonly limit: number
}

const tables = 'workflow_executions e JOIN workflow_definitions w ON w.id = e.workflow_id'
const durationMs = `(extract(epoch FROM e.completed_at - e.started_at) * 1000)`

export async function listExecutionRows(
  db: Queryable,
  input: ListExecutions,
): Promise<readonly ExecutionRow[]> {
  const { conditions, values } = toConditions(input)
  const key = input.sort === 'duration' ? durationMs : 'e.created_at'
  if (input.sort === 'duration') conditions.push('e.completed_at IS NOT NULL AND e.started_at IS NOT NULL')
  if (input.after !== null) {
    const type = input.sort === 'duration' ? 'numeric' : 'timestamptz'
    values.push(input.after[0], input.after[1])
    conditions.push(`(${key}, e.id) < ($${values.length - 1}::${type}, $${values.length}::uuid)`)
  }
  values.push(input.limit)
  const text = `SELECT ${executionColumns} FROM ${tables} WHERE ${conditions.join(' AND ')}
    ORDER BY ${key} DESC, e.id DESC LIMIT $${values.length}`
  return (await db.query<ExecutionRow>(text, values)).rows
}

/** How many executions fit the filter, counted no further than the cap. */
export async function countExecutions(
  db: Queryable,
  input: { filter: ExecutionFilter; cap: number },
): Promise<number> {
  const { conditions, values } = toConditions(input.filter)
  values.push(input.cap)
  const text = `SELECT count(*)::int AS count FROM (
    SELECT 1 FROM workflow_executions e WHERE ${conditions.join(' AND ')} LIMIT $${values.length}) matching`
  const { rows } = await db.query<{ count: number }>(text, values)
  return rows[0]?.count ?? 0
}

function toConditions(filter: ExecutionFilter): { conditions: string[]; values: unknown[] } {
  const values: unknown[] = []
  const parameter: Parameter = (value) => {
    values.push(value)
    return `$${values.length}`
  }
  const conditions = [`e.workspace_id = ${parameter(filter.workspaceId)}`]
  const { workflowId, statuses, triggers, from, to, minDurationMs, search } = filter
  if (!filter.nested && !isOneId(search)) conditions.push('e.parent_execution_id IS NULL')
  if (workflowId !== undefined)
    conditions.push(isUuid(workflowId) ? `e.workflow_id = ${parameter(workflowId)}` : 'false')
  if (statuses?.length) conditions.push(`e.status = ANY(${parameter(statuses)})`)
  if (triggers?.length) conditions.push(`e.trigger = ANY(${parameter(triggers)})`)
  if (from) conditions.push(`e.created_at >= ${parameter(from)}`)
  if (to) conditions.push(`e.created_at < ${parameter(to)}`)
  if (minDurationMs !== undefined) {
    const duration = `coalesce(e.completed_at, now()) - e.started_at`
    conditions.push(`${duration} >= ${parameter(minDurationMs)} * interval '1 millisecond'`)
  }
  if (search) conditions.push(toSearchCondition(search, parameter))
  return { conditions, values }
}

/** Who gives a whole id means that execution, whatever it runs for. */
function isOneId(search: ExecutionSearch | undefined): boolean {
  return search?.ids !== null && search?.ids !== undefined && search.ids[0] === search.ids[1]
}

/** Takes a value and says how the statement names it. */
type Parameter = (value: unknown) => string

/** Both by an index: names were looked up before, so that no execution is joined to its workflow for them. */
function toSearchCondition({ workflowIds, ids }: ExecutionSearch, parameter: Parameter): string {
  const choices: string[] = []
  if (workflowIds.length > 0) choices.push(`e.workflow_id = ANY(${parameter(workflowIds)})`)
  if (ids !== null) choices.push(`e.id BETWEEN ${parameter(ids[0])} AND ${parameter(ids[1])}`)
  return choices.length === 0 ? 'false' : `(${choices.join(' OR ')})`
}
