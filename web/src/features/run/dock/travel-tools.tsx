/** Event back, play, event on, and the way back to now. */
import { Pause, Play, StepBack, StepForward } from 'lucide-react'
import { useSyncExternalStore } from 'react'
import { Button } from '../../../ui/button.tsx'
import { formatCount } from '../../../ui/format-count.ts'
import { IconButton } from '../../../ui/icon-button.tsx'
import { useIsFinal, useRun, useTravel } from '../run-context.ts'

export function TravelTools() {
  const { travel, live } = useRun().model
  const { seq, isPlaying } = useTravel()
  const isOver = useIsFinal()
  const isReady = useSyncExternalStore(live.subscribe, () => live.log.missingAfter() === null)
  return (
    <>
      {seq === null ? null : (
        <span className="text-12 whitespace-nowrap text-text-2 tabular-nums">
          Event {formatCount(seq)} of {formatCount(live.log.highest())}
        </span>
      )}
      <IconButton disabled={!isReady} keys="," label="Event back" onClick={() => travel.step(-1)} size={24}>
        <StepBack aria-hidden="true" />
      </IconButton>
      <IconButton
        disabled={!isReady}
        label={isPlaying ? 'Stop the replay' : 'Replay'}
        onClick={travel.togglePlay}
        size={24}
      >
        {isPlaying ? <Pause aria-hidden="true" /> : <Play aria-hidden="true" />}
      </IconButton>
      <IconButton disabled={!isReady} keys="." label="Event on" onClick={() => travel.step(1)} size={24}>
        <StepForward aria-hidden="true" />
      </IconButton>
      <Button aria-pressed={seq === null} onClick={travel.goLive} size={24}>
        {isOver ? 'End' : 'Live'}
      </Button>
    </>
  )
}
