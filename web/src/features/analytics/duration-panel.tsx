import { useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import { formatCount } from '../../ui/format-count.ts'
import { formatDuration } from '../../ui/format-duration.ts'
import { LineChart } from '../../ui/line-chart.tsx'
import { bucketTitle, fillBuckets } from './core/buckets.ts'
import { toDurationWords } from './core/duration-words.ts'
import { toSeriesTable } from './core/panel-table.ts'
import { Panel } from './panel.tsx'
import { analyticsQueries, type SeriesScope } from './queries.ts'
import { usePublishFlags } from './use-publish-flags.ts'

const height = 212
/** The steps that a clock takes. */
const clockSteps = [
  1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000, 10_000, 20_000, 30_000, 60_000, 120_000, 300_000,
  600_000, 1_800_000, 3_600_000, 7_200_000, 21_600_000, 86_400_000,
]
const words = (ms: number | null) => (ms === null ? '-' : formatDuration(ms))

export function DurationPanel({ scope, of }: { scope: SeriesScope; of: string }) {
  const read = useQuery(analyticsQueries.durations(scope))
  const { interval } = scope
  const rows = useMemo(
    () =>
      read.data &&
      fillBuckets(read.data, scope, (bucket) => ({
        bucket,
        p50Ms: null,
        p95Ms: null,
        meanMs: null,
        count: 0,
      })),
    [read.data, scope],
  )
  const drawn = useMemo(
    () => ({
      times: rows?.map((row) => Date.parse(row.bucket)) ?? [],
      series: [
        // The band is filled with the first series, so the line of the second stays clear of it.
        { label: 'p95', values: rows?.map((row) => row.p95Ms) ?? [], tone: 'dashed' as const },
        { label: 'p50', values: rows?.map((row) => row.p50Ms) ?? [], tone: 'accent' as const },
      ],
    }),
    [rows],
  )
  const flags = usePublishFlags(scope)
  const table =
    rows &&
    (rows.every((row) => row.count === 0)
      ? null
      : toSeriesTable(rows, interval, [
          { head: 'p50', csv: 'p50_ms', shown: (row) => words(row.p50Ms), exact: (row) => row.p50Ms },
          { head: 'p95', csv: 'p95_ms', shown: (row) => words(row.p95Ms), exact: (row) => row.p95Ms },
          { head: 'Mean', csv: 'mean_ms', shown: (row) => words(row.meanMs), exact: (row) => row.meanMs },
          { head: 'Runs', csv: 'runs', shown: (row) => formatCount(row.count), exact: (row) => row.count },
        ]))
  return (
    <Panel
      empty="No run was completed in this period"
      file="durations"
      height={height}
      note={`${of}, p50 and p95 by ${interval}`}
      read={read}
      table={table}
      title="Duration"
    >
      <LineChart
        band
        flags={flags}
        format={toDurationWords}
        formatTime={(ms) => bucketTitle(new Date(ms).toISOString(), interval)}
        height={height - 20}
        label={`Duration by ${interval}, p50 and p95`}
        steps={clockSteps}
        {...drawn}
      />
    </Panel>
  )
}
