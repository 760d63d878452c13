import { Badge } from '../../ui/badge.tsx'
import { toLabel } from '../../ui/form/field-plan.ts'
import type { DocumentChange } from './core/list-changes.ts'

const rowsShown = 100
const words = { added: 'added', removed: 'removed', changed: 'changed' } as const

interface ChangeListProps {
  readonly label: string
  readonly changes: readonly DocumentChange[]
  readonly onOpen?: (nodeId: string) => void
}

/** Changes as rows: what happened, to what, in which fields. */
export function ChangeList({ label, changes, onOpen }: ChangeListProps) {
  if (changes.length === 0) return <p className="text-12 text-text-3">No changes</p>
  return (
    <ul aria-label={label} className="max-h-[260px] overflow-y-auto">
      {changes.slice(0, rowsShown).map((change) => (
        <li
          key={`${change.kind} ${change.nodeId} ${change.subject}`}
          className="flex min-h-7 items-center gap-2 border-b border-line py-0.5 last:border-b-0"
        >
          <Badge>{words[change.kind]}</Badge>
          {onOpen && change.nodeId !== null && change.kind !== 'removed' ? (
            <button
              type="button"
              className="truncate font-medium hover:text-accent hover:underline"
              onClick={() => onOpen(change.nodeId ?? '')}
            >
              {change.subject}
            </button>
          ) : (
            <span className="truncate font-medium">{change.subject}</span>
          )}
          <span className="min-w-0 flex-1 truncate text-right text-12 text-text-3">
            {change.fields.map((field) => toLabel(field.replace(/^params\./, ''))).join(', ')}
          </span>
        </li>
      ))}
      {changes.length > rowsShown ? (
        <li className="py-1 text-12 text-text-3">and {changes.length - rowsShown} more</li>
      ) : null}
    </ul>
  )
}
