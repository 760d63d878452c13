import { formatCount } from '../../ui/format-count.ts'
import { Cell, HeadCell, HeadRow, Row, Table } from '../../ui/table.tsx'
import type { SystemReport } from './queries.ts'

interface PoolTableProps {
  pools: SystemReport['pools']
  commitsWait: boolean
}

export function PoolTable({ pools, commitsWait }: PoolTableProps) {
  return (
    <>
      <Table className="[--table-edge:0px]" label="Connections">
        <HeadRow>
          <HeadCell>For</HeadCell>
          <HeadCell align="right" width={100}>
            Used
          </HeadCell>
          <HeadCell align="right" width={100}>
            Idle
          </HeadCell>
          <HeadCell align="right" width={120}>
            Waiting for one
          </HeadCell>
          <HeadCell align="right" width={100}>
            At most
          </HeadCell>
        </HeadRow>
        <tbody>
          {pools.map(({ name, used, idle, waiting, max }) => (
            <Row key={name}>
              <Cell className="font-medium">{name}</Cell>
              {[used, idle, waiting, max].map((figure, column) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: the columns are places and never move
                <Cell align="right" key={column}>
                  {formatCount(figure)}
                </Cell>
              ))}
            </Row>
          ))}
        </tbody>
      </Table>
      {commitsWait ? (
        <p className="mt-2 text-12 text-text-2">
          The last group commit found no database. It is repeated until it succeeds; nothing is lost.
        </p>
      ) : null}
    </>
  )
}
