import { formatCount } from '../../ui/format-count.ts'

/** How much of a limit is used: a bar, and the figures beside it. */
export function UsageMeter({ used, limit }: { used: number; limit: number }) {
  const share = limit === 0 ? 1 : Math.min(1, used / limit)
  return (
    <span className="flex items-center gap-2">
      <span aria-hidden="true" className="h-2 w-16 shrink-0 overflow-hidden rounded-[2px] bg-active">
        <span className="block h-full bg-accent-line" style={{ width: `${share * 100}%` }} />
      </span>
      <span className="tabular-nums">
        {formatCount(used)} / {formatCount(limit)}
      </span>
    </span>
  )
}
