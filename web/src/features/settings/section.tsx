import type { ReactNode } from 'react'

interface SectionProps {
  title: string
  text: string
  children: ReactNode
}

/** A part of the page: what it is at the left, what can be seen or set at the right. */
export function Section({ title, text, children }: SectionProps) {
  return (
    <section
      aria-label={title}
      className="grid max-w-[1120px] grid-cols-[200px_minmax(0,1fr)] gap-6 border-b border-line py-5 last:border-b-0 max-[899px]:grid-cols-1 max-[899px]:gap-2"
    >
      <div>
        <h2 className="font-semibold">{title}</h2>
        <p className="text-12 text-text-3">{text}</p>
      </div>
      <div className="min-w-0">{children}</div>
    </section>
  )
}
