import { cx } from './class-names.ts'

/** First letters of the first and the last word; one word gives its first two. */
export function initials(name: string): string {
  const words = name.trim().split(/\s+/)
  const first = words[0] ?? ''
  const last = words.length > 1 ? (words.at(-1) ?? '') : ''
  const letters = last === '' ? [...first].slice(0, 2) : [[...first][0] ?? '', [...last][0] ?? '']
  return letters.join('').toUpperCase()
}

/** A person's initials; the name itself stands beside it or in `title`. */
export function Avatar({ name, className }: { name: string; className?: string }) {
  return (
    <span
      aria-hidden="true"
      className={cx(
        'inline-block size-5 shrink-0 rounded-full bg-active text-center text-[9.5px] leading-5 font-semibold text-text-2',
        className,
      )}
      title={name}
    >
      {initials(name)}
    </span>
  )
}
