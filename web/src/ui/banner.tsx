import type { ReactNode } from 'react'
import { cx } from './class-names.ts'

const look = {
  warn: 'bg-st-retrying-soft [&>svg]:text-st-retrying',
  bad: 'bg-st-failed-soft [&>svg]:text-st-failed',
  plain: 'bg-hover [&>svg]:text-text-2',
}

interface BannerProps {
  tone: keyof typeof look
  icon?: ReactNode
  title: string
  text?: ReactNode
  action?: ReactNode
  className?: string
}

export function Banner({ tone, icon, title, text, action, className }: BannerProps) {
  return (
    <div
      className={cx(
        'flex min-h-9 items-center gap-2 px-3 py-1.5 [&>svg]:size-4 [&>svg]:shrink-0',
        look[tone],
        className,
      )}
      role="status"
    >
      {icon}
      <p className="min-w-0 flex-1">
        <span className="font-semibold">{title}</span> <span className="text-text-2">{text}</span>
      </p>
      {action}
    </div>
  )
}
