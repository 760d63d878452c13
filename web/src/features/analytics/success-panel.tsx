import { useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import { formatCount, formatPercent } from '../../ui/format-count.ts'
import { LineChart } from '../../ui/line-chart.tsx'
import { bucketTitle, fillBuckets } from './core/buckets.ts'
import { toSeriesTable } from './core/panel-table.ts'
import { Panel } from './panel.tsx'
import { analyticsQueries, type SeriesScope } from './queries.ts'

const height = 192

export function SuccessPanel({ scope }: { scope: SeriesScope }) {
  const read = useQuery(analyticsQueries.successRate(scope))
  const { interval } = scope
  const rows = useMemo(
    () => read.data && fillBuckets(read.data, scope, (bucket) => ({ bucket, rate: null, count: 0 })),
    [read.data, scope],
  )
  const drawn = useMemo(
    () => ({
      times: rows?.map((row) => Date.parse(row.bucket)) ?? [],
      series: [{ label: 'Success rate', values: rows?.map((row) => row.rate) ?? [] }],
    }),
    [rows],
  )
  const table =
    rows &&
    (rows.every((row) => row.rate === null)
      ? null
      : toSeriesTable(rows, interval, [
          {
            head: 'Success rate',
            csv: 'success_rate',
            shown: (row) => (row.rate === null ? '-' : formatPercent(row.rate)),
            exact: (row) => row.rate,
          },
          {
            head: 'Finished',
            csv: 'finished',
            shown: (row) => formatCount(row.count),
            exact: (row) => row.count,
          },
        ]))
  return (
    <Panel
      empty="No run finished in this period"
      file="success-rate"
      height={height}
      note="of finished runs"
      read={read}
      table={table}
      title="Success rate"
    >
      <LineChart
        format={(share) => formatPercent(share, 0)}
        formatTime={(ms) => bucketTitle(new Date(ms).toISOString(), interval)}
        height={height}
        label={`Success rate by ${interval}`}
        max={1}
        min={lowestShown(drawn.series[0]?.values ?? [])}
        {...drawn}
      />
    </Panel>
  )
}

/** Rates differ near the top: the axis begins at a round share below the worst one. */
function lowestShown(rates: readonly (number | null)[]): number {
  const lowest = Math.min(1, ...rates.filter((rate) => rate !== null))
  if (lowest >= 0.95) return 0.9
  return lowest >= 0.55 ? 0.5 : 0
}
