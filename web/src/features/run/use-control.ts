/** Pause, resume and cancel; the outcome is seen in the live state, so only a refusal needs words. */
import { useMutation } from '@tanstack/react-query'
import { showFailure } from '../../app/show-failure.ts'
import { trpc } from '../../app/trpc.ts'
import { useIsOnItsWay } from '../../app/use-is-on-its-way.ts'
import { useRun } from './run-context.ts'

const { pause, resume, cancel } = trpc.executions
const keys = [pause, resume, cancel].map((action) => action.mutationKey())

/** A second press while the first one is on its way asks for nothing. */
export function useControl() {
  const { executionId } = useRun().model
  const isOnItsWay = useIsOnItsWay(keys)
  const pausing = useMutation(pause.mutationOptions({ onError: showFailure }))
  const resuming = useMutation(resume.mutationOptions({ onError: showFailure }))
  const cancelling = useMutation(cancel.mutationOptions({ onError: showFailure }))
  return {
    pause: () => {
      if (!isOnItsWay()) pausing.mutate({ executionId })
    },
    resume: () => {
      if (!isOnItsWay()) resuming.mutate({ executionId })
    },
    cancel: (onSettled: () => void) => {
      if (!isOnItsWay()) cancelling.mutate({ executionId }, { onSettled })
    },
    isPending: pausing.isPending || resuming.isPending || cancelling.isPending,
  }
}
