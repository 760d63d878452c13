/** The run's log of facts, one a line; a press chooses the node and shows the moment. */
import type { ExecutionEvent } from '@heddle/core/execution/event.ts'
import { memo, useMemo, useState, useSyncExternalStore } from 'react'
import { Button } from '../../../ui/button.tsx'
import { cx } from '../../../ui/class-names.ts'
import { formatCount } from '../../../ui/format-count.ts'
import { formatClockMs } from '../../../ui/format-time.ts'
import { Segmented } from '../../../ui/segmented.tsx'
import { StatusIcon } from '../../../ui/status-icon.tsx'
import { VirtualList } from '../../../ui/virtual-list.tsx'
import { eventStatus, toEventDetail } from '../core/event-words.ts'
import { useChosenIndex, useRun, useTravel } from '../run-context.ts'

export function EventsTools() {
  const { screen } = useRun()
  const chosen = useChosenIndex()
  if (chosen === null) return null
  return (
    <Segmented
      label="Events of"
      onValueChange={(value) => screen.setOneNode(value === 'one')}
      options={[
        { value: 'all', label: 'All nodes' },
        { value: 'one', label: 'This node' },
      ]}
      value={screen.isOneNode ? 'one' : 'all'}
    />
  )
}

export const EventsPanel = memo(function EventsPanel() {
  const { model, screen } = useRun()
  const { log } = model.live
  const chosen = useChosenIndex()
  const [isFollowing, setFollowing] = useState(true)
  const version = useSyncExternalStore(model.live.subscribe, log.version)
  const nodeId = screen.isOneNode && chosen !== null ? model.plan.nodes[chosen]?.id : undefined
  // biome-ignore lint/correctness/useExhaustiveDependencies: the version says when the log changed
  const events = useMemo(
    () => (nodeId === undefined ? log.all() : log.all().filter((event) => event.nodeId === nodeId)),
    [log, nodeId, version],
  )
  return (
    <>
      <MissingEvents />
      <VirtualList
        className="flex-1 py-1"
        follow={isFollowing}
        items={events}
        keyOf={(event) => event.seq}
        label="Events"
        onFollowChange={setFollowing}
        render={(event) => <EventRow event={event} />}
        rowHeight={20}
      />
    </>
  )
})

/** Long histories are read up to a limit by themselves; the rest comes when it is asked for. */
function MissingEvents() {
  const { live, history } = useRun().model
  const isWanted = useSyncExternalStore(history.subscribe, history.isWanted)
  const missing = live.log.highest() - live.log.completeTo()
  if (missing === 0) return null
  return (
    <div className="flex items-center gap-2 border-b border-line px-3 py-1 text-12 text-text-2">
      <span>
        {formatCount(missing)} of {formatCount(live.log.highest())} events are not loaded yet.
      </span>
      <Button onClick={history.ask} pending={isWanted} size={24}>
        Load them
      </Button>
    </div>
  )
}

function EventRow({ event }: { readonly event: ExecutionEvent }) {
  const { model, screen } = useRun()
  const { seq } = useTravel()
  const status = eventStatus[event.type]
  const index = event.nodeId === null ? undefined : model.plan.indexOf.get(event.nodeId)
  const name = index === undefined ? '' : (model.plan.nodes[index]?.name ?? '')
  return (
    <div
      className={cx(
        'flex h-5 items-center gap-3 px-3 text-12 whitespace-nowrap hover:bg-hover',
        seq === event.seq && 'bg-accent-soft',
      )}
    >
      <span className="mono w-10 shrink-0 text-right text-text-3">{event.seq}</span>
      <time className="mono w-22 shrink-0 text-text-3" dateTime={event.timestamp}>
        {formatClockMs(event.timestamp)}
      </time>
      <span className="flex w-44 shrink-0 items-center gap-1.5">
        {status === null ? <span className="size-3.5 shrink-0" /> : <StatusIcon size={14} status={status} />}
        <span className="mono truncate">{event.type}</span>
      </span>
      <span className="w-44 shrink-0 truncate max-[1199px]:w-32">
        {event.nodeId === null ? null : (
          <Button
            className="h-5! px-0! text-12"
            onClick={() => screen.choose(event.nodeId ?? '')}
            tabIndex={-1}
            variant="link"
          >
            {name}
          </Button>
        )}
        {event.attempt !== null && event.attempt > 1 ? (
          <span className="ml-1 text-text-2">attempt {event.attempt}</span>
        ) : null}
      </span>
      <span className="min-w-0 truncate text-text-2">{toEventDetail(event)}</span>
    </div>
  )
}
