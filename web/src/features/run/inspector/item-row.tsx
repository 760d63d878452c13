import { Link } from '@tanstack/react-router'
import { ChevronRight } from 'lucide-react'
import { cx } from '../../../ui/class-names.ts'
import { formatCount } from '../../../ui/format-count.ts'
import { formatDuration } from '../../../ui/format-duration.ts'
import { StatusIcon } from '../../../ui/status-icon.tsx'
import { toShortError } from '../core/error-words.ts'
import type { ChildItem } from '../queries.ts'

export const itemRowHeight = 28

const frame = 'flex h-7 items-center gap-2 border-b border-line px-3 text-12'

/** An item that was started leads to its run. */
interface ItemRowProps {
  readonly item: ChildItem
  /** In place of its number, where there is only one. */
  readonly title?: string
  /** How many letters the longest number of the list has: all stand below each other. */
  readonly digits?: number
}

export function ItemRow({ item, title, digits = 3 }: ItemRowProps) {
  if (item.executionId === null) {
    return (
      <div className={frame}>
        <ItemCells digits={digits} item={item} title={title} />
      </div>
    )
  }
  return (
    <Link
      className={cx(frame, 'hover:bg-hover focus-visible:-outline-offset-2')}
      params={{ executionId: item.executionId }}
      to="/executions/$executionId"
    >
      <ItemCells digits={digits} item={item} title={title} />
      <ChevronRight aria-hidden="true" className="size-3.5 shrink-0 text-text-3" />
    </Link>
  )
}

interface ItemCellsProps {
  readonly item: ChildItem
  readonly title: string | undefined
  readonly digits: number
}

function ItemCells({ item, title, digits }: ItemCellsProps) {
  const { error, label, itemIndex, durationMs, kept } = item
  return (
    <>
      <StatusIcon size={14} status={item.status} title={item.status} />
      {title === undefined ? (
        <span
          className="shrink-0 text-right text-text-2 tabular-nums"
          style={{ minWidth: `${Math.max(digits, 3)}ch` }}
        >
          {formatCount(itemIndex)}
        </span>
      ) : (
        <span className="shrink-0 font-medium">{title}</span>
      )}
      <span className="flex min-w-0 flex-1 gap-1.5">
        {label === null ? null : <span className="max-w-[65%] shrink-0 truncate">{label}</span>}
        {error === null ? null : (
          <span className="min-w-0 truncate text-st-failed" title={error.message}>
            {toShortError(error)}
          </span>
        )}
        {kept ? <span className="shrink-0 text-text-2">kept</span> : null}
      </span>
      <span className="shrink-0 tabular-nums">{durationMs === null ? '' : formatDuration(durationMs)}</span>
    </>
  )
}
