/** What may be done with the run: pause, resume, cancel while it lasts; retry afterwards. */
import { isFinal } from '@heddle/core/execution/status.ts'
import { Link } from '@tanstack/react-router'
import { CornerLeftUp, Pause, Play, RotateCw, Square } from 'lucide-react'
import { Button, buttonClass } from '../../ui/button.tsx'
import { toRetryStart } from './core/retry-wish.ts'
import type { RunDetail } from './queries.ts'
import { useChosenNodes, useLiveState, useRun } from './run-context.ts'
import { useControl } from './use-control.ts'
import { useIsNarrow } from './use-is-narrow.ts'

/** A part of a run is retried with it: what completed of the other parts is kept. */
function ToParent({ parent }: { readonly parent: NonNullable<RunDetail['parent']> }) {
  const { executionId, nodeId } = parent
  return (
    <Link className={buttonClass()} hash={nodeId} params={{ executionId }} to="/executions/$executionId">
      <CornerLeftUp aria-hidden="true" />
      Open the run around it
    </Link>
  )
}

export function RunActions() {
  const { screen, detail } = useRun()
  const state = useLiveState()
  const chosen = useChosenNodes()
  const { pause, resume, isPending } = useControl()
  const isNarrow = useIsNarrow()
  const keysOf = (keys: string) => (isNarrow ? {} : { keys })
  if (isFinal(state.status) && detail.parent !== null) return <ToParent parent={detail.parent} />
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
      ) : null}
      {state.status === 'running' ? (
        <Button icon={<Pause aria-hidden="true" />} {...keysOf('P')} onClick={pause} pending={isPending}>
          Pause
        </Button>
      ) : null}
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
