import type { ReactNode } from 'react'

interface SectionProps {
  readonly title: string
  readonly note?: ReactNode
  readonly end?: ReactNode
  readonly children: ReactNode
}

/** A part of the inspector, divided from the next by a hairline. */
export function Section({ title, note, end, children }: SectionProps) {
  return (
    <section className="border-b border-line p-3 last:border-b-0">
      <div className="mb-1.5 flex min-h-6 items-center gap-2">
        <h3 className="text-12 font-semibold">{title}</h3>
        {note === undefined ? null : <span className="truncate text-12 text-text-2">{note}</span>}
        {end === undefined ? null : <div className="ml-auto flex items-center gap-1">{end}</div>}
      </div>
      {children}
    </section>
  )
}

export interface Fact {
  readonly label: string
  readonly value: ReactNode
}

/** Names left, figures right, a hairline between rows. */
export function Facts({ facts }: { readonly facts: readonly Fact[] }) {
  return (
    <dl>
      {facts.map(({ label, value }) => (
        <div
          className="flex min-h-[27px] items-center justify-between gap-3 border-b border-line text-12 last:border-b-0"
          key={label}
        >
          <dt className="shrink-0 text-text-2">{label}</dt>
          <dd className="min-w-0 truncate text-right tabular-nums">{value}</dd>
        </div>
      ))}
    </dl>
  )
}
