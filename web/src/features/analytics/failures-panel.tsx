import { useQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { formatCount, formatPercent } from '../../ui/format-count.ts'
import { HBarChart } from '../../ui/h-bar-chart.tsx'
import { toNodeTable } from './core/panel-table.ts'
import { Panel } from './panel.tsx'
import { analyticsQueries, type Scope } from './queries.ts'

/** A share of failures above this is red. */
const badRate = 0.03

export function FailuresPanel({ scope }: { scope: Scope }) {
  const read = useQuery(analyticsQueries.failuresByNode(scope))
  const navigate = useNavigate()
  const rows = read.data?.filter((row) => row.failed > 0).toSorted((a, b) => b.rate - a.rate)
  const table =
    rows &&
    (rows.length === 0
      ? null
      : toNodeTable(rows, [
          { head: 'Rate', csv: 'rate', shown: (row) => formatPercent(row.rate), exact: (row) => row.rate },
          {
            head: 'Failed',
            csv: 'failed',
            shown: (row) => formatCount(row.failed),
            exact: (row) => row.failed,
          },
          {
            head: 'Attempts',
            csv: 'attempts',
            shown: (row) => formatCount(row.attempts),
            exact: (row) => row.attempts,
          },
        ]))
  return (
    <Panel
      empty="No attempt failed in this period"
      file="failures-by-node"
      height={192}
      note="share of attempts"
      read={read}
      table={table}
      title="Failures by node"
    >
      <HBarChart
        bars={(rows ?? []).map((row) => ({
          key: `${row.workflowId} ${row.nodeId}`,
          label: row.nodeName,
          value: row.rate,
          note: formatCount(row.failed),
          tone: row.rate > badRate ? 'bad' : 'neutral',
          onSelect: () =>
            void navigate({ to: '/executions', search: { workflow: row.workflowId, status: 'failed' } }),
        }))}
        format={formatPercent}
        heads={['Node', 'Rate', 'Failed']}
        label="Failures by node"
      />
    </Panel>
  )
}
