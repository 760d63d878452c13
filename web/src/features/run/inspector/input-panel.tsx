import type { NodeDetail } from '../queries.ts'
import { KeptNote } from './kept-note.tsx'
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
  const { keptFrom, nodeId } = detail
  return (
    <Section title="Input">
      <p className="text-12 text-text-2">
        {keptFrom === null ? (
          toNoInputWords(isActive)
        ) : (
          <KeptNote executionId={keptFrom.executionId} nodeId={nodeId} what="what it was given" />
        )}
      </p>
    </Section>
  )
}

function toNoInputWords(isActive: boolean): string {
  return isActive ? 'It is known once the attempt has ended.' : 'The node was not given any.'
}
