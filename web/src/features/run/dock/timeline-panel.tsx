/** All nodes over time: a row each, the axis above, and the slider that moves the page through the run's past. */
import { type KeyboardEvent, memo, type Ref, useRef } from 'react'
import { announce } from '../../../ui/announce.tsx'
import { nodeStatusStyle } from '../../../ui/status-style.ts'
import { useElementSize } from '../../../ui/use-element-size.ts'
import { VirtualList, type VirtualListHandle } from '../../../ui/virtual-list.tsx'
import { useRun } from '../run-context.ts'
import { type TimeScale, useTimeScale } from './time-scale.ts'
import { TimelineAxis, TimelineGrid, TimelineVeil } from './timeline-axis.tsx'
import { TimelineRow } from './timeline-row.tsx'
import { trackInset } from './track-inset.ts'

const rowHeight = 20

export const TimelinePanel = memo(function TimelinePanel() {
  const { model, screen } = useRun()
  const { plan, graph, travel, live } = model
  const list = useRef<VirtualListHandle>(null)
  const track = useRef<HTMLDivElement>(null)
  const body = useRef<HTMLDivElement>(null)
  const { width } = useElementSize(track)
  const { height } = useElementSize(body)
  const scale = useTimeScale(width)
  const order = graph.order()
  // Rows that do not fit bring a scroll bar; head and grid then keep the same room free.
  const gutter = order.length * rowHeight > height ? '[scrollbar-gutter:stable]' : ''

  function onKeyDown(event: KeyboardEvent) {
    if (event.target instanceof Element && event.target.closest('button, [role="slider"]') !== null) return
    if (event.ctrlKey || event.metaKey || event.altKey) return
    const by = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0
    if (event.key === ' ') {
      if (live.log.missingAfter() === null) travel.togglePlay()
    } else if (by !== 0) {
      const [chosen] = graph.selection().nodes
      const at = chosen === undefined ? -1 : order.indexOf(chosen)
      const next = Math.max(0, Math.min(order.length - 1, at + by))
      chooseRow(order[next], next)
    } else return
    event.preventDefault()
  }

  function chooseRow(nodeId: string | undefined, row: number) {
    const index = nodeId === undefined ? undefined : plan.indexOf.get(nodeId)
    if (nodeId === undefined || index === undefined) return
    screen.choose(nodeId)
    list.current?.scrollToIndex(row)
    announce(`${plan.nodes[index]?.name}, ${nodeStatusStyle[live.state().getNode(index).status].word}`)
  }

  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the keys are those of the rows inside
    <div className="relative flex min-h-0 flex-1 flex-col" onKeyDown={onKeyDown}>
      <div className={`relative h-8 shrink-0 overflow-hidden ${gutter}`}>
        <div className="relative h-full">
          <div className={`absolute inset-y-0 ${trackInset}`} ref={track} />
          <TimelineAxis scale={scale} />
        </div>
      </div>
      <div className="relative flex min-h-0 flex-1 flex-col" ref={body}>
        <TimelineGrid gutter={gutter} scale={scale} />
        <TimelineRows gutter={gutter} list={list} scale={scale} />
        <TimelineVeil gutter={gutter} scale={scale} />
      </div>
    </div>
  )
})

interface TimelineRowsProps {
  readonly gutter: string
  readonly scale: TimeScale
  readonly list: Ref<VirtualListHandle>
}

/** Kept apart from the clock: with thousands of rows, even laying out those in view is worth doing only when the scale changes. */
const TimelineRows = memo(function TimelineRows({ gutter, scale, list }: TimelineRowsProps) {
  const { plan, graph } = useRun().model
  return (
    <VirtualList
      className={`relative flex-1 ${gutter}`}
      items={graph.order()}
      keyOf={(nodeId) => nodeId}
      label="Nodes over time"
      ref={list}
      render={(nodeId) => <TimelineRow index={plan.indexOf.get(nodeId) ?? 0} scale={scale} />}
      role="listbox"
      rowHeight={rowHeight}
    />
  )
})
