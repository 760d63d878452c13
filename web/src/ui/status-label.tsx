import type { ReactNode } from 'react'
import { cx } from './class-names.ts'
import { StatusIcon } from './status-icon.tsx'
import { type AnyStatus, statusStyle } from './status-style.ts'

interface StatusLabelProps {
  status: AnyStatus
  /** Other words than the status's own: `Failed 01:45`. */
  children?: ReactNode
  className?: string
}

/** Icon and word, as lists show it: the word keeps the colour of text. */
export function StatusLabel({ status, children, className }: StatusLabelProps) {
  return (
    <span className={cx('inline-flex min-w-0 items-center gap-1.5 align-middle', className)}>
      <StatusIcon size={14} status={status} />
      <span className="truncate">{children ?? statusStyle[status].word}</span>
    </span>
  )
}

/** The tinted chip: once a page, in the header of a run. */
export function StatusChip({ status, children, className }: StatusLabelProps) {
  const style = statusStyle[status]
  return (
    <span
      className={cx(
        'inline-flex h-[22px] shrink-0 items-center gap-1.5 rounded-sm pr-2 pl-1.5 text-12 font-medium whitespace-nowrap',
        style.chipClass,
        className,
      )}
      style={{ '--st-knock': style.soft } as React.CSSProperties}
    >
      <StatusIcon size={14} status={status} />
      {children ?? style.word}
    </span>
  )
}
