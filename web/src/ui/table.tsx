import { ArrowDown, ArrowUp } from 'lucide-react'
import type { ComponentProps, ReactNode } from 'react'
import { cx } from './class-names.ts'

/** Rows 32 px high, hairlines between them, a head that stays. The element around it scrolls; `--table-edge` sets the room at the left. */

interface TableProps {
  label: string
  className?: string
  children: ReactNode
}

export function Table({ label, className, children }: TableProps) {
  return (
    <table
      aria-label={label}
      className={cx('w-full table-fixed border-separate border-spacing-0', className)}
    >
      {children}
    </table>
  )
}

export function HeadRow({ children }: { children: ReactNode }) {
  return (
    <thead>
      <tr>{children}</tr>
    </thead>
  )
}

type Align = 'left' | 'right'

interface HeadCellProps {
  align?: Align
  width?: number | string
  sorted?: 'asc' | 'desc' | undefined
  /** Given: the head is a button that sorts by this column. */
  onSort?: () => void
  className?: string
  children?: ReactNode
}

export function HeadCell({ align = 'left', width, sorted, onSort, className, children }: HeadCellProps) {
  const arrow =
    sorted === undefined ? null : sorted === 'asc' ? (
      <ArrowUp aria-hidden="true" className="size-3" />
    ) : (
      <ArrowDown aria-hidden="true" className="size-3" />
    )
  return (
    <th
      aria-sort={sorted === undefined ? undefined : sorted === 'asc' ? 'ascending' : 'descending'}
      className={cx(
        'sticky top-0 z-10 h-8 border-b border-line bg-surface px-2 text-12 font-medium whitespace-nowrap text-text-3 first:pl-[var(--table-edge,20px)] last:pr-3',
        align === 'right' ? 'text-right' : 'text-left',
        className,
      )}
      scope="col"
      style={{ width }}
    >
      {onSort === undefined ? (
        <span className="inline-flex items-center gap-1">
          {children}
          {arrow}
        </span>
      ) : (
        <button
          className="inline-flex h-6 items-center gap-1 rounded-sm hover:text-text"
          onClick={onSort}
          type="button"
        >
          {children}
          {arrow}
        </button>
      )}
    </th>
  )
}

interface RowProps extends ComponentProps<'tr'> {
  selected?: boolean
  onOpen?: () => void
}

export function Row({ selected = false, onOpen, className, children, ...rest }: RowProps) {
  return (
    <tr
      aria-selected={selected || undefined}
      onClick={onOpen}
      {...rest}
      className={cx(
        'group/row -outline-offset-2 focus-visible:-outline-offset-2',
        selected ? '[&>td]:bg-accent-soft' : 'hover:[&>td]:bg-hover',
        className,
      )}
    >
      {children}
    </tr>
  )
}

interface CellProps extends Omit<ComponentProps<'td'>, 'align'> {
  align?: Align
}

export function Cell({ align = 'left', className, children, ...rest }: CellProps) {
  return (
    <td
      {...rest}
      className={cx(
        'h-8 overflow-hidden border-b border-line px-2 text-ellipsis whitespace-nowrap first:pl-[var(--table-edge,20px)] last:pr-3',
        align === 'right' && 'text-right tabular-nums',
        className,
      )}
    >
      {children}
    </td>
  )
}
