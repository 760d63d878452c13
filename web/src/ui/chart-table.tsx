import { Cell, HeadCell, HeadRow, Row, Table } from './table.tsx'

interface ChartTableProps {
  label: string
  columns: readonly string[]
  rows: readonly (readonly string[])[]
  /** How many columns from the left are words; the others are figures. */
  words?: number
  maxHeight?: number
}

/** Under these widths a column could not be read; the table scrolls sideways instead. */
const wordWidth = 130
const figureWidth = 78

/** The figures of a chart, for those who rather read them. */
export function ChartTable({ label, columns, rows, words = 1, maxHeight = 240 }: ChartTableProps) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls is reached by keyboard
    <section aria-label={label} className="overflow-auto" style={{ maxHeight }} tabIndex={0}>
      <div style={{ minWidth: words * wordWidth + (columns.length - words) * figureWidth }}>
        <Table className="[--table-edge:0px]" label={label}>
          <HeadRow>
            {columns.map((column, index) => (
              <HeadCell
                align={index < words ? 'left' : 'right'}
                key={column}
                width={index < words ? `${56 / (words + 0.75)}%` : 'auto'}
              >
                {column}
              </HeadCell>
            ))}
          </HeadRow>
          <tbody>
            {rows.map((row, index) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: two rows may read alike, and a row has no name of its own
              <Row key={index}>
                {row.map((text, column) => (
                  <Cell align={column < words ? 'left' : 'right'} key={columns[column]} title={text}>
                    {text}
                  </Cell>
                ))}
              </Row>
            ))}
          </tbody>
        </Table>
      </div>
    </section>
  )
}
