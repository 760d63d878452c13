import { useVirtualizer } from '@tanstack/react-virtual'
import { useMemo, useRef } from 'react'
import { cx } from './class-names.ts'
import { cellText, isNumeric, type TableRow, tableColumns } from './data-table-rows.ts'

interface DataTableProps {
  rows: readonly TableRow[]
  label: string
  maxHeight?: number | string
  className?: string
}

const rowHeight = 24

/** A list of objects, one a row. It is the one place where a page may scroll sideways. */
export function DataTable({ rows, label, maxHeight = 320, className }: DataTableProps) {
  const scroller = useRef<HTMLDivElement>(null)
  const columns = useMemo(
    () => tableColumns(rows).map((name) => ({ name, numeric: isNumeric(rows, name) })),
    [rows],
  )
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeight,
    overscan: 16,
  })
  const items = virtual.getVirtualItems()
  const above = items[0]?.start ?? 0
  const below = virtual.getTotalSize() - (items.at(-1)?.end ?? 0)
  return (
    <section
      aria-label={label}
      className={cx('overflow-auto', className)}
      ref={scroller}
      style={{ maxHeight }}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls is reached by keyboard
      tabIndex={0}
    >
      <table
        aria-label={label}
        aria-rowcount={rows.length}
        className="min-w-full border-separate border-spacing-0"
      >
        <thead>
          <tr>
            {columns.map(({ name, numeric }) => (
              <th
                className={cx(
                  'sticky top-0 h-6 border-b border-line bg-surface px-2 text-12 font-medium whitespace-nowrap text-text-3',
                  numeric ? 'text-right' : 'text-left',
                )}
                key={name}
                scope="col"
              >
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          <Spacer columns={columns.length} height={above} />
          {items.map((item) => (
            <tr className="hover:bg-hover" key={item.key}>
              {columns.map(({ name, numeric }) => (
                <td
                  className={cx(
                    'mono h-6 max-w-80 truncate border-b border-line px-2 whitespace-nowrap',
                    numeric && 'text-right tabular-nums',
                  )}
                  key={name}
                >
                  {cellText(rows[item.index]?.[name])}
                </td>
              ))}
            </tr>
          ))}
          <Spacer columns={columns.length} height={below} />
        </tbody>
      </table>
    </section>
  )
}

/** Stands for the rows that are not drawn. */
function Spacer({ height, columns }: { height: number; columns: number }) {
  if (height <= 0) return null
  return (
    <tr>
      <td colSpan={columns} style={{ height, padding: 0 }} />
    </tr>
  )
}
