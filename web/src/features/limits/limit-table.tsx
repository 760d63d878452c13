/** A section with a table whose rows open: who has a place at the left, who waits for one at the right. */
import { type ReactNode, useState } from 'react'
import { Count } from '../../ui/badge.tsx'
import { cx } from '../../ui/class-names.ts'
import { RowOpener } from '../../ui/row-opener.tsx'
import { Cell, HeadCell, HeadRow, Row, Table } from '../../ui/table.tsx'
import { type RowKeyProps, useRowKeys } from '../../ui/use-row-keys.ts'

export interface LimitColumn {
  readonly name: string
  readonly width?: number | string
  readonly align?: 'left' | 'right'
}

export interface LimitRow {
  readonly id: string
  readonly name: string
  readonly isMono?: true
  /** One a column, after that of the name. */
  readonly cells: readonly ReactNode[]
  readonly detail: ReactNode
}

interface LimitTableProps {
  readonly title: string
  /** Of the first column. */
  readonly of: string
  readonly columns: readonly LimitColumn[]
  readonly rows: readonly LimitRow[]
}

export function LimitTable({ title, of, columns, rows }: LimitTableProps) {
  const [opened, setOpened] = useState<ReadonlySet<string>>(new Set())
  const toggle = (id: string | undefined) => {
    if (id !== undefined) setOpened((before) => before.symmetricDifference(new Set([id])))
  }
  const { rowProps } = useRowKeys({ count: rows.length, onOpen: (index) => toggle(rows[index]?.id) })
  if (rows.length === 0) return null
  return (
    <section aria-label={title} className="shrink-0">
      <h2 className="flex h-10 items-center gap-2 border-b border-line px-5 font-semibold">
        {title} <Count value={rows.length} />
      </h2>
      <div className="overflow-x-auto">
        <Table className="min-w-[720px]" label={title}>
          <HeadRow>
            <HeadCell className="pl-[48px]!" width="26%">
              {of}
            </HeadCell>
            {columns.map(({ name, width, align = 'left' }) => (
              <HeadCell align={align} key={name} {...(width === undefined ? {} : { width })}>
                {name}
              </HeadCell>
            ))}
          </HeadRow>
          <tbody>
            {rows.map((row, index) => (
              <OpenableRow
                columns={columns}
                isOpen={opened.has(row.id)}
                key={row.id}
                onToggle={() => toggle(row.id)}
                row={row}
                rowKeys={rowProps(index)}
              />
            ))}
          </tbody>
        </Table>
      </div>
    </section>
  )
}

interface OpenableRowProps {
  readonly row: LimitRow
  readonly columns: readonly LimitColumn[]
  readonly isOpen: boolean
  readonly onToggle: () => void
  readonly rowKeys: RowKeyProps
}

function OpenableRow({ row, columns, isOpen, onToggle, rowKeys }: OpenableRowProps) {
  return (
    <>
      <Row {...rowKeys} onOpen={onToggle}>
        <Cell className={cx(row.isMono && 'mono')} title={row.name}>
          <RowOpener
            label={`Who holds and who waits for ${row.name}`}
            onToggle={onToggle}
            open={isOpen}
            rowKeys={rowKeys}
          />
          {row.name}
        </Cell>
        {columns.map(({ name, align = 'left' }, at) => (
          <Cell align={align} key={name}>
            {row.cells[at]}
          </Cell>
        ))}
      </Row>
      {isOpen ? (
        <tr>
          <td className="border-b border-line bg-bg py-2 pr-3 pl-[48px]" colSpan={columns.length + 1}>
            {row.detail}
          </td>
        </tr>
      ) : null}
    </>
  )
}
