import { cx } from './class-names.ts'

/** The mark: three warp threads, the heddle lifts the middle one. */
export function Mark({ size = 20, className }: { size?: number; className?: string }) {
  return (
    <svg
      aria-hidden="true"
      className={cx('shrink-0', className)}
      fill="none"
      height={size}
      strokeLinecap="round"
      strokeWidth={1.6}
      viewBox="0 0 20 20"
      width={size}
    >
      <path d="M4.5 2v7.8M4.5 16.2V18M15.5 2v7.8M15.5 16.2V18M10 2v1.3M10 10.7V18" stroke="currentColor" />
      <ellipse cx="4.5" cy="13" rx="2.1" ry="3.1" stroke="currentColor" />
      <ellipse cx="15.5" cy="13" rx="2.1" ry="3.1" stroke="currentColor" />
      <ellipse cx="10" cy="7" rx="2.3" ry="3.5" stroke="var(--accent)" strokeWidth={1.9} />
    </svg>
  )
}
