import { Badge } from '../../ui/badge.tsx'
import { Cell, HeadCell, HeadRow, Row, Table } from '../../ui/table.tsx'
import type { SystemReport } from './queries.ts'

export function EnvironmentTable({ settings }: Pick<SystemReport, 'settings'>) {
  return (
    <Table className="[--table-edge:0px]" label="Environment">
      <HeadRow>
        <HeadCell width={230}>Variable</HeadCell>
        <HeadCell>Value</HeadCell>
        <HeadCell width={120}>From</HeadCell>
      </HeadRow>
      <tbody>
        {settings.map(({ name, value, source }) => (
          <Row key={name}>
            <Cell className="mono" title={name}>
              {name}
            </Cell>
            <Cell
              className={value === null || value === 'hidden' ? 'text-text-3' : 'mono'}
              title={value ?? ''}
            >
              {value === null ? 'not set' : value === 'hidden' ? 'set, not shown' : value}
            </Cell>
            <Cell>
              {source === 'environment' ? (
                <Badge tone="accent">Environment</Badge>
              ) : (
                <span className="text-text-3">Default</span>
              )}
            </Cell>
          </Row>
        ))}
      </tbody>
    </Table>
  )
}
