import type { ReactNode } from 'react'
import { cx } from './class-names.ts'
import { formatCount } from './format-count.ts'

export type BadgeTone = 'plain' | 'accent' | 'warn' | 'bad'

const look: Record<BadgeTone, string> = {
  plain: 'border-line-strong bg-surface text-text-2',
  accent: 'border-transparent bg-accent-soft text-accent',
  warn: 'border-transparent bg-st-retrying-soft text-st-retrying',
  bad: 'border-transparent bg-st-failed-soft text-st-failed',
}

interface BadgeProps {
  tone?: BadgeTone
  icon?: ReactNode
  children: ReactNode
  className?: string
}

export function Badge({ tone = 'plain', icon, children, className }: BadgeProps) {
  return (
    <span
      className={cx(
        'inline-flex h-5 shrink-0 items-center gap-1 rounded-sm border px-1.5 text-12 font-medium whitespace-nowrap [&_svg]:size-3',
        look[tone],
        className,
      )}
    >
      {icon}
      {children}
    </span>
  )
}

/** A count beside a word. */
export function Count({ value, bad = false }: { value: number; bad?: boolean }) {
  return (
    <span
      className={cx('text-11 font-medium tabular-nums', bad && value > 0 ? 'text-st-failed' : 'text-text-3')}
    >
      {formatCount(value)}
    </span>
  )
}
