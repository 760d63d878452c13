import type { ReactNode } from 'react'

export interface ShownReason {
  readonly key: string
  /** One sentence. */
  readonly text: string
  /** Where to look or what to do, below the sentence. */
  readonly links?: ReactNode
}

/** Why something does not go on: a sentence a reason, each with its links. */
export function ReasonList({ title, reasons }: { title: string; reasons: readonly ShownReason[] }) {
  if (reasons.length === 0) return null
  return (
    <section
      aria-label={title}
      className="max-h-[45%] shrink-0 overflow-y-auto border-t border-line bg-bg px-3 py-2 text-12"
    >
      <h3 className="mb-0.5 font-semibold">{title}</h3>
      <ul>
        {reasons.map(({ key, text, links }) => (
          <li className="py-0.5" key={key}>
            <p className="break-words text-text-2">{text}</p>
            {links}
          </li>
        ))}
      </ul>
    </section>
  )
}
