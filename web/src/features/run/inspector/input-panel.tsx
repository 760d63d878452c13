import type { NodeDetail } from '../queries.ts'
import { Section } from './section.tsx'
import { ValueSection } from './value-view.tsx'

interface InputPanelProps {
  readonly detail: NodeDetail
  readonly isActive: boolean
}

/** What the last attempt was given. */
export function InputPanel({ detail, isActive }: InputPanelProps) {
  if (detail.input !== undefined && detail.input !== null) {
    return <ValueSection title="Input" value={detail.input} />
  }
  return (
    <Section title="Input">
      <p className="text-12 text-text-2">
        {isActive ? 'It is known once the attempt has ended.' : 'The node was not given any.'}
      </p>
    </Section>
  )
}
