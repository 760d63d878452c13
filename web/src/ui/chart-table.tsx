import { Cell, HeadCell, HeadRow, Row, Table } from './table.tsx'

interface ChartTableProps {
  label: string
  columns: readonly string[]
  /** The first column is words, the others are figures. */
  rows: readonly (readonly string[])[]
  maxHeight?: number
}

/** The figures of a chart, for those who rather read them. */
export function ChartTable({ label, columns, rows, maxHeight = 240 }: ChartTableProps) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls is reached by keyboard
    <section aria-label={label} className="overflow-auto" style={{ maxHeight }} tabIndex={0}>
      <Table className="[--table-edge:8px]" label={label}>
        <HeadRow>
          {columns.map((column, index) => (
            <HeadCell align={index === 0 ? 'left' : 'right'} key={column}>
              {column}
            </HeadCell>
          ))}
        </HeadRow>
        <tbody>
          {rows.map((row) => (
            <Row key={row.join('\u0000')}>
              {row.map((text, index) => (
                <Cell align={index === 0 ? 'left' : 'right'} key={columns[index]}>
                  {text}
                </Cell>
              ))}
            </Row>
          ))}
        </tbody>
      </Table>
    </section>
  )
}
