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
  /** The id, its beginning, or part of the workflow's name. */
  readonly search?: string | undefined
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
  const source = input.filter.search === undefined ? 'workflow_executions e' : tables
  const text = `SELECT count(*)::int AS count FROM (
    SELECT 1 FROM ${source} WHERE ${conditions.join(' AND ')} LIMIT $${values.length}) matching`
  const { rows } = await db.query<{ count: number }>(text, values)
  return rows[0]?.count ?? 0
}

function toConditions(filter: ExecutionFilter): { conditions: string[]; values: unknown[] } {
  const values: unknown[] = [filter.workspaceId]
  const conditions = ['e.workspace_id = $1']
  const add = (condition: (parameter: string) => string, value: unknown) => {
    values.push(value)
    conditions.push(condition(`$${values.length}`))
  }
  if (filter.workflowId !== undefined) {
    if (isUuid(filter.workflowId)) add((p) => `e.workflow_id = ${p}`, filter.workflowId)
    else conditions.push('false')
  }
  if (filter.statuses?.length) add((p) => `e.status = ANY(${p})`, filter.statuses)
  if (filter.triggers?.length) add((p) => `e.trigger = ANY(${p})`, filter.triggers)
  if (filter.from) add((p) => `e.created_at >= ${p}`, filter.from)
  if (filter.to) add((p) => `e.created_at < ${p}`, filter.to)
  if (filter.minDurationMs !== undefined)
    add(
      (p) => `coalesce(e.completed_at, now()) - e.started_at >= ${p} * interval '1 millisecond'`,
      filter.minDurationMs,
    )
  if (filter.search) addSearch(filter.search, add)
  return { conditions, values }
}

type AddCondition = (condition: (parameter: string) => string, value: unknown) => void

/** Ids are looked for as a range, so that the primary key finds them. */
function addSearch(search: string, add: AddCondition): void {
  const term = search.trim().toLowerCase()
  const low = /^[0-9a-f-]{4,36}$/.test(term) ? toUuidBound(term, '0') : null
  const high = low === null ? null : toUuidBound(term, 'f')
  if (low === null || high === null) {
    add((p) => `strpos(lower(w.name), ${p}) > 0`, term)
    return
  }
  add(
    (p) => `(e.id BETWEEN split_part(${p}, ' ', 1)::uuid AND split_part(${p}, ' ', 2)::uuid
    OR strpos(lower(w.name), split_part(${p}, ' ', 3)) > 0)`,
    `${low} ${high} ${term}`,
  )
}

/** The lowest or highest uuid with this beginning; null where no uuid begins so. */
function toUuidBound(prefix: string, fill: '0' | 'f'): string | null {
  const digits = prefix.replaceAll('-', '')
  if (digits.length > 32) return null
  const all = digits.padEnd(32, fill)
  const uuid = `${all.slice(0, 8)}-${all.slice(8, 12)}-${all.slice(12, 16)}-${all.slice(16, 20)}-${all.slice(20)}`
  return isUuid(uuid) ? uuid : null
}
