import type { AppRouter } from '@heddle/server/api/app-router.ts'
import type { inferRouterOutputs } from '@trpc/server'
import { formatPercent } from '../../ui/format-count.ts'
import { formatDuration } from '../../ui/format-duration.ts'
import { Cell, HeadCell, HeadRow, Row, Table } from '../../ui/table.tsx'

type SlowNode = inferRouterOutputs<AppRouter>['analytics']['slowestNodes'][number]

/** Each node beside the slowest of them. */
export function SlowestTable({ rows }: { rows: readonly SlowNode[] }) {
  const slowest = Math.max(1, ...rows.map((row) => row.p95Ms))
  return (
    <div className="-mx-5 overflow-x-auto">
      <Table className="min-w-[720px]" label="Slowest nodes">
        <HeadRow>
          <HeadCell>Node</HeadCell>
          <HeadCell>Workflow</HeadCell>
          <HeadCell align="right" width={84}>
            p50
          </HeadCell>
          <HeadCell align="right" width={84}>
            p95
          </HeadCell>
          <HeadCell width="30%">p95 against the slowest</HeadCell>
          <HeadCell align="right" className="last:pr-5" width={120}>
            Share of run
          </HeadCell>
        </HeadRow>
        <tbody>
          {rows.map((row) => (
            <Row key={`${row.workflowId} ${row.nodeId}`}>
              <Cell className="font-medium">{row.nodeName}</Cell>
              <Cell className="text-text-2">{row.workflowName}</Cell>
              <Cell align="right" className="text-text-2">
                {formatDuration(row.p50Ms)}
              </Cell>
              <Cell align="right">{formatDuration(row.p95Ms)}</Cell>
              <Cell>
                <span
                  aria-hidden="true"
                  className="block h-1.5 min-w-1 rounded-full bg-thread-faint"
                  style={{ width: `${(row.p95Ms / slowest) * 100}%` }}
                />
              </Cell>
              <Cell align="right" className="text-text-2 last:pr-5">
                {formatPercent(row.shareOfRun, 0)}
              </Cell>
            </Row>
          ))}
        </tbody>
      </Table>
    </div>
  )
}
