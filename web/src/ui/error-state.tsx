import { TriangleAlert } from 'lucide-react'
import { Button } from './button.tsx'
import { cx } from './class-names.ts'

interface ErrorStateProps {
  /** What happened. */
  title: string
  /** What to do. */
  text: string
  code?: string | undefined
  action?: { label: string; onSelect: () => void }
  className?: string
  /** h1 where it is all that the page shows. */
  heading?: 'h1' | 'h2'
}

export function ErrorState(props: ErrorStateProps) {
  const { title, text, code, action, className, heading: Heading = 'h2' } = props
  return (
    <div
      className={cx('mx-auto flex max-w-[420px] flex-col items-start gap-1 px-5 py-10', className)}
      role="alert"
    >
      <TriangleAlert aria-hidden="true" className="mb-1 size-4 text-st-retrying" />
      <Heading className="font-semibold">{title}</Heading>
      <p className="text-text-2">{text}</p>
      {code === undefined ? null : <p className="mono text-text-3">{code}</p>}
      {action === undefined ? null : (
        <Button className="mt-2" onClick={action.onSelect} size={24}>
          {action.label}
        </Button>
      )}
    </div>
  )
}

/** The same in one line, for a part of a page. */
export function ErrorLine({ text, className }: { text: string; className?: string }) {
  return (
    <p className={cx('flex gap-1.5 text-12 text-st-failed', className)} role="alert">
      <TriangleAlert aria-hidden="true" className="mt-px size-3.5 shrink-0" />
      {text}
    </p>
  )
}
