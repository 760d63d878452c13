/** One node over time; it hears of its own node alone. */
import type { NodeRecord } from '@heddle/core/execution/state.ts'
import { memo } from 'react'
import { useGraphSelection } from '../../../graph-view/use-graph.ts'
import { cx } from '../../../ui/class-names.ts'
import { formatDuration } from '../../../ui/format-duration.ts'
import { StatusIcon } from '../../../ui/status-icon.tsx'
import { nodeStatusStyle } from '../../../ui/status-style.ts'
import { hasTickingLine, toRunMs, toTimeLeft, toWholeSeconds } from '../core/card-line.ts'
import { toWholeMs } from '../core/track.ts'
import { useLiveNode, useRun, useServerNow, useShownStatus, useTrack } from '../run-context.ts'
import { SpanBar } from './span-bar.tsx'
import { type TimeScale, toShare } from './time-scale.ts'
import { figureWidth, nameWidth } from './track-inset.ts'

interface TimelineRowProps {
  readonly index: number
  readonly scale: TimeScale
}

export const TimelineRow = memo(function TimelineRow({ index, scale }: TimelineRowProps) {
  const { model, screen } = useRun()
  const record = useLiveNode(index)
  const status = useShownStatus(index)
  const { nodes } = useGraphSelection(model.graph)
  const node = model.plan.nodes[index]
  const isTicking = hasTickingLine(record.status)
  const now = useServerNow(isTicking)
  if (node === undefined) return null
  const isChosen = nodes.has(node.id)
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the list around it handles the keys for its rows
    // biome-ignore lint/a11y/useFocusableInteractive: focus stays on the list
    <div
      aria-selected={isChosen}
      className={cx('flex h-5 items-center text-12', isChosen ? 'bg-active/60' : 'hover:bg-hover/60')}
      data-node={node.id}
      onClick={() => screen.choose(node.id)}
      role="option"
    >
      <span className={cx('flex shrink-0 items-center gap-2 pr-2 pl-3', nameWidth)}>
        <StatusIcon size={13} status={status} title={nodeStatusStyle[status].word} />
        <span className={cx('truncate', isChosen && 'font-medium')} title={node.name}>
          {node.name}
        </span>
      </span>
      <Track index={index} now={now} record={record} scale={scale} />
      <span className={cx('shrink-0 truncate pr-3 text-right text-text-2 tabular-nums', figureWidth)}>
        <Figure index={index} now={now} record={record} />
      </span>
    </div>
  )
})

interface TrackProps {
  readonly index: number
  readonly record: NodeRecord
  readonly scale: TimeScale
  readonly now: number
}

function Track({ index, record, scale, now }: TrackProps) {
  const track = useTrack(index)
  return (
    <span aria-hidden="true" className="relative h-full min-w-0 flex-1">
      {track.map((span) => (
        <SpanBar key={`${span.kind}-${span.from}-${span.attempt}`} now={now} scale={scale} span={span} />
      ))}
      {record.status === 'skipped' && record.completedAt !== null ? (
        <span
          className="absolute top-[9.5px] h-px w-2 bg-st-skipped"
          style={{ left: `${toShare(scale, Date.parse(record.completedAt)) * 100}%` }}
        />
      ) : null}
    </span>
  )
}

/** What a node with items took is not the time of its last attempt, which only gathers them. */
function Figure({ index, record, now }: Omit<TrackProps, 'scale'>) {
  const track = useTrack(index)
  const wholeMs = record.items === null ? null : toWholeMs(track, now)
  return wholeMs === null ? toFigure(record, now) : formatDuration(wholeMs)
}

/** The figure at the right: how long it ran, or what it waits for. */
function toFigure(record: NodeRecord, now: number): string {
  switch (record.status) {
    case 'pending':
      return ''
    case 'queued':
    case 'skipped':
    case 'cancelled':
      return nodeStatusStyle[record.status].word.toLowerCase()
    case 'retrying': {
      const leftMs = record.dueAt === null ? 0 : Math.max(0, Date.parse(record.dueAt) - now)
      return `attempt ${record.attempt + 1} in ${toWholeSeconds(leftMs)}`
    }
    case 'waiting':
      return record.dueAt === null ? 'waiting' : toTimeLeft(record.dueAt, now)
    default: {
      if (record.keptFrom !== null) return 'kept'
      if (record.cachedFrom !== null) return 'cached'
      const runMs = toRunMs(record, now)
      return runMs === null ? '' : formatDuration(runMs)
    }
  }
}
