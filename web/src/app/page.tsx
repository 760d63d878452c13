import { type ReactNode, useEffect } from 'react'
import { announce } from '../ui/announce.tsx'
import { Count } from '../ui/badge.tsx'

/** Names the page in the window's title. */
export function usePageTitle(title: string): void {
  useEffect(() => {
    document.title = title === '' ? 'Heddle' : `${title} · Heddle`
  }, [title])
}

interface PageHeadProps {
  title: string
  count?: number | undefined
  /** Beside the title, such as a badge. */
  beside?: ReactNode
  /** Tools at the right, the primary one last. */
  children?: ReactNode
}

/** The head of a list page, 44 px high. It names the window as well. */
export function PageHead({ title, count, beside, children }: PageHeadProps) {
  usePageTitle(title)
  useEffect(() => announce(title), [title])
  return (
    <header className="flex h-11 shrink-0 items-center gap-2 border-b border-line pr-3 pl-5">
      <h1 className="text-14 font-semibold">{title}</h1>
      {count === undefined ? null : <Count value={count} />}
      {beside}
      <div className="ml-auto flex items-center gap-2">{children}</div>
    </header>
  )
}
