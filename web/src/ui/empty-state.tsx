import type { ReactNode } from 'react'
import { cx } from './class-names.ts'

interface EmptyStateProps {
  title: string
  text?: ReactNode
  actions?: ReactNode
  art?: ReactNode
  className?: string
}

/** What would be here, and the next step. */
export function EmptyState({ title, text, actions, art, className }: EmptyStateProps) {
  return (
    <div className={cx('mx-auto flex max-w-[440px] flex-col items-center px-5 py-10 text-center', className)}>
      {art}
      <h2 className="text-16 font-semibold">{title}</h2>
      {text === undefined ? null : <p className="mt-1 text-text-2">{text}</p>}
      {actions === undefined ? null : (
        <div className="mt-4 flex flex-wrap justify-center gap-2">{actions}</div>
      )}
    </div>
  )
}
