import { useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import { BarChart } from '../../ui/bar-chart.tsx'
import { formatCount } from '../../ui/format-count.ts'
import { bucketLabel, bucketTitle, fillBuckets } from './core/buckets.ts'
import { toSeriesTable } from './core/panel-table.ts'
import { Panel } from './panel.tsx'
import { analyticsQueries, type SeriesScope } from './queries.ts'

const height = 192

export function ThroughputPanel({ scope }: { scope: SeriesScope }) {
  const read = useQuery(analyticsQueries.throughput(scope))
  const { interval } = scope
  const rows = useMemo(
    () => read.data && fillBuckets(read.data, scope, (bucket) => ({ bucket, executions: 0, nodes: 0 })),
    [read.data, scope],
  )
  const table =
    rows &&
    (rows.every((row) => row.nodes === 0 && row.executions === 0)
      ? null
      : toSeriesTable(rows, interval, [
          { head: 'Nodes', csv: 'nodes', shown: (row) => formatCount(row.nodes), exact: (row) => row.nodes },
          {
            head: 'Runs',
            csv: 'executions',
            shown: (row) => formatCount(row.executions),
            exact: (row) => row.executions,
          },
        ]))
  return (
    <Panel
      empty="Nothing finished in this period"
      file="throughput"
      height={height}
      note={`nodes finished by ${interval}`}
      read={read}
      table={table}
      title="Throughput"
    >
      <BarChart
        bars={(rows ?? []).map((row) => ({
          label: bucketLabel(row.bucket, interval),
          title: bucketTitle(row.bucket, interval),
          parts: [{ name: 'nodes', value: row.nodes, color: 'var(--thread-faint)' }],
        }))}
        format={formatCount}
        height={height}
        label={`Nodes finished by ${interval}`}
      />
    </Panel>
  )
}
