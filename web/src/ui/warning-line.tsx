import { TriangleAlert } from 'lucide-react'

/** A warning in one line, below the field it is about. */
export function WarningLine({ text }: { readonly text: string }) {
  return (
    <p className="mt-1 flex gap-1.5 text-12 text-text-2">
      <TriangleAlert aria-label="Warning" className="mt-px size-3.5 shrink-0 text-st-retrying" />
      {text}
    </p>
  )
}
