import { cx } from './class-names.ts'
import { statusGlyph } from './status-glyph.tsx'
import { type AnyStatus, statusStyle } from './status-style.ts'

interface StatusIconProps {
  status: AnyStatus
  size?: number
  /** The name for assistive technology; leave it out where the word stands beside the icon. */
  title?: string
  className?: string
}

/** The knocked-out parts take `--st-knock`, which the element behind sets to its own colour. */
export function StatusIcon({ status, size = 16, title, className }: StatusIconProps) {
  const named = title === undefined ? { 'aria-hidden': true } : { role: 'img', 'aria-label': title }
  return (
    // biome-ignore lint/a11y/noSvgWithoutTitle: named or hidden by the attributes spread here
    <svg
      {...named}
      className={cx('shrink-0', statusStyle[status].textClass, status === 'running' && 'spin', className)}
      data-status={status}
      fill="none"
      height={size}
      viewBox="0 0 16 16"
      width={size}
    >
      {statusGlyph[status]}
    </svg>
  )
}
