import type { ItemCounts } from '@heddle/core/execution/event.ts'
import { formatDuration } from '../../../ui/format-duration.ts'
import { formatClockMs } from '../../../ui/format-time.ts'
import { hasTickingLine, toRunMs } from '../core/card-line.ts'
import { toWholeMs } from '../core/track.ts'
import { toUsualWords } from '../core/usual-words.ts'
import type { NodeDetail } from '../queries.ts'
import { useLiveNode, useServerNow, useTrack } from '../run-context.ts'
import { type Fact, Facts, Section } from './section.tsx'

/** How long it queued and ran, and how long that usually takes. */
export function Timing({ detail, index }: { readonly detail: NodeDetail; readonly index: number }) {
  const record = useLiveNode(index)
  const track = useTrack(index)
  const isTicking = hasTickingLine(record.status)
  const now = useServerNow(isTicking)
  const facts: Fact[] = []
  if (record.queuedAt !== null && record.keptFrom === null) {
    const until = record.startedAt ?? record.completedAt
    const queuedMs = (until === null ? now : Date.parse(until)) - Date.parse(record.queuedAt)
    facts.push({ label: 'Queued', value: formatDuration(Math.max(0, queuedMs)) })
  }
  // What a node with items took is not the time of its last attempt, which only gathers them.
  const hasItems = record.items !== null
  const runMs = hasItems ? toWholeMs(track, now) : toRunMs(record, now)
  if (runMs !== null) facts.push({ label: toRunLabel(record.items), value: formatDuration(runMs) })
  if (!hasItems && detail.usualMs !== null && detail.usualMs.p50 < detail.usualMs.p95) {
    facts.push({ label: 'Usual, p50 to p95', value: toUsualWords(detail.usualMs) })
  }
  if (record.startedAt !== null) facts.push({ label: 'Started', value: formatClockMs(record.startedAt) })
  if (detail.quality !== null) facts.push({ label: 'Quality', value: detail.quality.toFixed(2) })
  if (facts.length === 0) return null
  return (
    <Section title="Timing">
      <Facts facts={facts} />
    </Section>
  )
}

/** Of a node that runs others, what it took is their time. */
function toRunLabel(items: ItemCounts | null): string {
  if (items === null) return 'Running'
  return items.total === 1 ? 'With its run' : 'With its items'
}
