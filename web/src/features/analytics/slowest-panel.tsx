import { useQuery } from '@tanstack/react-query'
import { formatCount, formatPercent } from '../../ui/format-count.ts'
import { formatDuration } from '../../ui/format-duration.ts'
import { toNodeTable } from './core/panel-table.ts'
import { Panel } from './panel.tsx'
import { analyticsQueries, type Scope } from './queries.ts'
import { SlowestTable } from './slowest-table.tsx'

export function SlowestPanel({ scope }: { scope: Scope }) {
  const read = useQuery(analyticsQueries.slowestNodes(scope))
  const rows = read.data
  const table =
    rows &&
    (rows.length === 0
      ? null
      : toNodeTable(rows, [
          { head: 'Ran', csv: 'count', shown: (row) => formatCount(row.count), exact: (row) => row.count },
          {
            head: 'p50',
            csv: 'p50_ms',
            shown: (row) => formatDuration(row.p50Ms),
            exact: (row) => row.p50Ms,
          },
          {
            head: 'p95',
            csv: 'p95_ms',
            shown: (row) => formatDuration(row.p95Ms),
            exact: (row) => row.p95Ms,
          },
          {
            head: 'Share of run',
            csv: 'share_of_run',
            shown: (row) => formatPercent(row.shareOfRun, 0),
            exact: (row) => row.shareOfRun,
          },
        ]))
  return (
    <Panel
      empty="No node was completed in this period"
      file="slowest-nodes"
      height={204}
      note="by p95"
      read={read}
      table={table}
      title="Slowest nodes"
    >
      <SlowestTable rows={rows ?? []} />
    </Panel>
  )
}
