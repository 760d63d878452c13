/** Which executions a panel is about. Every statement here takes these five parameters first. */
import type { Queryable } from '../store/queryable.ts'

export interface Scope {
  readonly workspaceId: string
  readonly from: Date
  /** Not included. */
  readonly to: Date
  readonly workflowId?: string | undefined
  readonly trigger?: string | undefined
}

export type Interval = 'minute' | 'hour' | 'day' | 'week'

export interface Series extends Scope {
  readonly interval: Interval
}

/** Of the execution `e`, started by somebody and not by a node, created in the period: the index over workspace and creation holds them together. */
export const inScope = `e.workspace_id = $1 AND e.parent_execution_id IS NULL AND e.created_at >= $2 AND e.created_at < $3
   AND ($4::uuid IS NULL OR e.workflow_id = $4) AND ($5::text IS NULL OR e.trigger = $5)`

/** Time between two columns in milliseconds. */
export function msBetween(start: string, end: string): string {
  return `(extract(epoch FROM ${end} - ${start}) * 1000)::float8`
}

const widths: Record<Interval, { text: string; ms: number }> = {
  minute: { text: '1 minute', ms: 60_000 },
  hour: { text: '1 hour', ms: 3_600_000 },
  day: { text: '1 day', ms: 86_400_000 },
  week: { text: '7 days', ms: 604_800_000 },
}

/** A Monday, so that weeks begin on one; minutes, hours and days fall in line with it too. */
const ORIGIN = `timestamptz '2001-01-01 00:00:00+00'`

/** The bucket that a column falls into, with the width as the sixth parameter. */
export function bucketOf(column: string): string {
  return `date_bin($6::interval, ${column}, ${ORIGIN})`
}

/** All buckets of the period, so that a quiet hour is a zero and not a gap. */
export const allBuckets = `buckets AS (
  SELECT generate_series(${bucketOf('$2')}, $3::timestamptz - interval '1 millisecond', $6::interval) AS bucket)`

/** How many buckets a series would have. */
export function countBuckets({ from, to, interval }: Pick<Series, 'from' | 'to' | 'interval'>): number {
  return Math.ceil((to.getTime() - from.getTime()) / widths[interval].ms) + 1
}

export function scopeValues({ workspaceId, from, to, workflowId, trigger }: Scope): unknown[] {
  return [workspaceId, from, to, workflowId ?? null, trigger ?? null]
}

/** Rows of a series with their bucket as text. Not a named statement: the plan must see the period. */
export async function readSeries<R extends { bucket: Date }>(
  db: Queryable,
  text: string,
  series: Series,
): Promise<(Omit<R, 'bucket'> & { bucket: string })[]> {
  const values = [...scopeValues(series), widths[series.interval].text]
  const { rows } = await db.query<R>(text, values)
  return rows.map(({ bucket, ...row }) => ({ ...row, bucket: bucket.toISOString() }))
}
