import type { ReactNode } from 'react'
import { cx } from './class-names.ts'

interface EmptyStateProps {
  title: string
  text?: ReactNode
  actions?: ReactNode
  art?: ReactNode
  className?: string
  /** h1 where it is all that the page shows. */
  heading?: 'h1' | 'h2'
}

/** What would be here, and the next step. */
export function EmptyState({
  title,
  text,
  actions,
  art,
  className,
  heading: Heading = 'h2',
}: EmptyStateProps) {
  return (
    <div className={cx('mx-auto flex max-w-[440px] flex-col items-center px-5 py-10 text-center', className)}>
      {art}
      <Heading className="text-16 font-semibold">{title}</Heading>
      {text === undefined ? null : <p className="mt-1 text-text-2">{text}</p>}
      {actions === undefined ? null : (
        <div className="mt-4 flex flex-wrap justify-center gap-2">{actions}</div>
      )}
    </div>
  )
}
