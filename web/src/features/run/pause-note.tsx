import { formatClock } from '../../ui/format-time.ts'
import { findPause, toPauseWords } from './core/pause-words.ts'
import { useLiveState, useRun } from './run-context.ts'

/** Since when and by whom the run is paused, and what that means for nodes that run. */
export function PauseNote() {
  const { live } = useRun().model
  const state = useLiveState()
  const pause = findPause(live.log, state.seq)
  return (
    <span className="flex min-w-0 items-baseline gap-1.5 text-12 text-text-2">
      {pause === null ? null : (
        <span className="max-[1199px]:hidden">
          since {formatClock(pause.timestamp)}
          {pause.data.by === null ? '' : ` by ${pause.data.by}`}
        </span>
      )}
      <strong className="truncate font-medium text-text">{toPauseWords(state)}</strong>
    </span>
  )
}
