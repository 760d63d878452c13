/** What may be done with the run: pause, resume, cancel while it lasts; retry afterwards. */
import { isFinal } from '@heddle/core/execution/status.ts'
import { Pause, Play, RotateCw, Square } from 'lucide-react'
import { Button } from '../../ui/button.tsx'
import { toRetryStart } from './core/retry-wish.ts'
import { useChosenNodes, useLiveState, useRun } from './run-context.ts'
import { useControl } from './use-control.ts'
import { useIsNarrow } from './use-is-narrow.ts'

export function RunActions() {
  const { screen } = useRun()
  const state = useLiveState()
  const chosen = useChosenNodes()
  const { pause, resume, isPending } = useControl()
  const isNarrow = useIsNarrow()
  const keysOf = (keys: string) => (isNarrow ? {} : { keys })
  if (isFinal(state.status)) {
    const hasFailed = state.status !== 'completed'
    return (
      <Button
        icon={<RotateCw aria-hidden="true" />}
        {...keysOf('R')}
        onClick={() => screen.askRetry(toRetryStart(state.status, chosen))}
        variant={hasFailed ? 'primary' : 'default'}
      >
        {hasFailed ? 'Retry' : 'Run again'}
      </Button>
    )
  }
  return (
    <>
      {state.status === 'paused' ? (
        <Button
          icon={<Play aria-hidden="true" />}
          {...keysOf('P')}
          onClick={resume}
          pending={isPending}
          variant="primary"
        >
          Resume
        </Button>
      ) : (
        <Button icon={<Pause aria-hidden="true" />} {...keysOf('P')} onClick={pause} pending={isPending}>
          Pause
        </Button>
      )}
      <Button
        icon={<Square aria-hidden="true" />}
        onClick={() => screen.setDialog({ kind: 'cancel' })}
        variant="danger"
      >
        Cancel
      </Button>
    </>
  )
}
