import { useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import { BarChart } from '../../ui/bar-chart.tsx'
import { formatCount } from '../../ui/format-count.ts'
import { StatusIcon } from '../../ui/status-icon.tsx'
import { bucketLabel, bucketTitle, fillBuckets } from './core/buckets.ts'
import { toSeriesTable } from './core/panel-table.ts'
import { Panel } from './panel.tsx'
import { analyticsQueries, type SeriesScope } from './queries.ts'

const height = 188

/** From the bottom up; live ones take the colour of running. */
const parts = [
  { key: 'completed', word: 'completed', status: 'completed', color: 'var(--thread-faint)' },
  { key: 'failed', word: 'failed', status: 'failed', color: 'var(--st-failed)' },
  { key: 'cancelled', word: 'cancelled', status: 'cancelled', color: 'var(--st-cancelled)' },
  { key: 'live', word: 'live', status: 'running', color: 'var(--st-running)' },
] as const

export function StatusPanel({ scope }: { scope: SeriesScope }) {
  const read = useQuery(analyticsQueries.executionsByStatus(scope))
  const { interval } = scope
  const rows = useMemo(
    () =>
      read.data &&
      fillBuckets(read.data, scope, (bucket) => ({ bucket, completed: 0, failed: 0, cancelled: 0, live: 0 })),
    [read.data, scope],
  )
  const sums = parts.map(({ key }) => rows?.reduce((sum, row) => sum + row[key], 0) ?? 0)
  const table =
    rows &&
    (sums.every((sum) => sum === 0)
      ? null
      : toSeriesTable(rows, interval, [
          ...parts.map(({ key, word }) => ({
            head: word.charAt(0).toUpperCase() + word.slice(1),
            csv: key,
            shown: (row: NonNullable<typeof rows>[number]) => formatCount(row[key]),
            exact: (row: NonNullable<typeof rows>[number]) => row[key],
          })),
        ]))
  return (
    <Panel
      empty="Nothing ran in this period"
      file="executions-by-status"
      height={height}
      legend={<Legend sums={sums} />}
      note={`by status and ${interval}`}
      read={read}
      table={table}
      title="Executions"
    >
      <BarChart
        bars={(rows ?? []).map((row) => ({
          label: bucketLabel(row.bucket, interval),
          title: bucketTitle(row.bucket, interval),
          parts: parts.map(({ key, word, color }) => ({ name: word, value: row[key], color })),
        }))}
        format={formatCount}
        height={height}
        label={`Executions by status and ${interval}`}
      />
    </Panel>
  )
}

function Legend({ sums }: { sums: readonly number[] }) {
  return (
    <ul className="mb-1 flex flex-wrap gap-x-4 text-12 max-[1199px]:gap-x-2.5 max-[1199px]:text-11 text-text-2">
      {parts.map(({ key, word, status }, index) => (
        <li className="flex items-center gap-1.5" key={key}>
          <StatusIcon size={13} status={status} />
          {formatCount(sums[index] ?? 0)} {word}
        </li>
      ))}
    </ul>
  )
}
