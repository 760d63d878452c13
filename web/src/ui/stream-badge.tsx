import { cx } from './class-names.ts'

/** How near to now a live view is. */
export type StreamState =
  | { kind: 'live' }
  | { kind: 'behind'; seconds: number }
  | { kind: 'reconnecting' }
  | { kind: 'ended' }

const look: Record<StreamState['kind'], string> = {
  live: 'bg-st-completed-soft text-st-completed',
  behind: 'bg-st-retrying-soft text-st-retrying',
  reconnecting: 'bg-hover text-text-2',
  ended: 'bg-hover text-text-2',
}

function words(state: StreamState): string {
  switch (state.kind) {
    case 'live':
      return 'Live'
    case 'behind':
      return `Behind by ${Math.max(1, Math.round(state.seconds))} s`
    case 'reconnecting':
      return 'Reconnecting'
    case 'ended':
      return 'Ended'
  }
}

export function StreamBadge({ state, className }: { state: StreamState; className?: string }) {
  const hollow = state.kind === 'reconnecting' || state.kind === 'ended'
  return (
    <span
      className={cx(
        'inline-flex h-[22px] shrink-0 items-center gap-1.5 rounded-sm px-2 text-12 font-medium whitespace-nowrap',
        look[state.kind],
        className,
      )}
      data-stream={state.kind}
      role="status"
    >
      <span
        aria-hidden="true"
        className={cx('size-1.5 rounded-full', hollow ? 'border-[1.5px] border-current' : 'bg-current')}
      />
      {words(state)}
    </span>
  )
}
