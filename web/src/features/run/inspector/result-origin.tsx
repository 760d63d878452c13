/** Where a result came from that no attempt of this run made. */
import type { NodeRecord } from '@heddle/core/execution/state.ts'
import { toErrorTitle } from '../core/error-words.ts'
import { RunLink } from '../run-link.tsx'
import { Section } from './section.tsx'

export function ResultOrigin({ record }: { readonly record: NodeRecord }) {
  const { keptFrom, cachedFrom, error, status } = record
  if (keptFrom !== null) {
    return (
      <Section title="Kept">
        <p className="text-12 text-text-2">
          The result of <RunLink executionId={keptFrom.executionId} />, attempt {keptFrom.attempt}.
        </p>
      </Section>
    )
  }
  if (cachedFrom !== null) {
    return (
      <Section title="Cached">
        <p className="text-12 text-text-2">
          The same work was done before: the result of{' '}
          <RunLink executionId={cachedFrom.executionId} nodeId={cachedFrom.nodeId} />, attempt{' '}
          {cachedFrom.attempt}.
        </p>
      </Section>
    )
  }
  if (status !== 'completed' || error === null) return null
  return (
    <Section title="Fallback">
      <p className="text-12 text-text-2">
        The node failed ({toErrorTitle(error)}), and its fallback stands in for the output.
      </p>
    </Section>
  )
}
