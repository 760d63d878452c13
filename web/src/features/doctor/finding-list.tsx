import { JsonTree } from '../../ui/json-tree.tsx'
import type { Finding } from './queries.ts'

interface FindingListProps {
  findings: readonly Finding[]
}

/** Each finding as a sentence, its code, and what it was held against. */
export function FindingList({ findings }: FindingListProps) {
  return (
    <ul className="flex flex-col">
      {findings.map((finding) => (
        <li
          className="border-b border-line py-2 last:border-b-0"
          key={`${finding.code}/${finding.nodeId}/${finding.message}`}
        >
          <p>{finding.message}</p>
          <p className="mono text-12 text-text-3">{finding.code}</p>
          {Object.keys(finding.evidence).length === 0 ? null : (
            <JsonTree
              className="mt-1"
              label={`Evidence: ${finding.message}`}
              maxHeight={140}
              value={finding.evidence}
            />
          )}
        </li>
      ))}
    </ul>
  )
}
