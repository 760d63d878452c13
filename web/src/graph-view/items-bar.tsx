/** How far the items of a map are: one segment an item, or for many a continuous stacked bar. */
import { plural } from '../ui/format-count.ts'
import type { GraphItems } from './graph-model.ts'

/** Narrower segments than these would run together. */
const segmentsUpTo = 24

const parts = ['completed', 'failed', 'running', 'open'] as const
type Part = (typeof parts)[number]

export function ItemsBar({ items }: { readonly items: GraphItems }) {
  const counts = toCounts(items)
  if (items.total === 0) return null
  const isSegmented = items.total <= segmentsUpTo
  return (
    <span aria-hidden="true" className="gv-items" data-segments={isSegmented || undefined}>
      {isSegmented
        ? toSegments(counts).map(({ key, part }) => <span data-part={part} key={key} />)
        : parts
            .filter((part) => counts[part] > 0)
            .map((part) => <span data-part={part} key={part} style={{ flexGrow: counts[part] }} />)}
    </span>
  )
}

function toSegments(counts: Readonly<Record<Part, number>>): { key: string; part: Part }[] {
  return parts.flatMap((part) =>
    Array.from({ length: counts[part] }, (_, at) => ({ key: `${part} ${at}`, part })),
  )
}

/** `7 of 12 items, 1 failed`, for those who do not see the bar. */
export function toItemsWords({ total, completed, failed }: GraphItems): string {
  const words = `${completed + failed} of ${plural(total, 'item')}`
  return failed === 0 ? words : `${words}, ${failed} failed`
}

function toCounts({ total, completed, failed, running }: GraphItems): Record<Part, number> {
  return { completed, failed, running, open: Math.max(0, total - completed - failed - running) }
}
