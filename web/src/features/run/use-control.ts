/** Pause, resume and cancel; the outcome is seen in the live state, so only a refusal needs words. */
import { useMutation } from '@tanstack/react-query'
import { errorText } from '../../app/error-text.ts'
import { trpc } from '../../app/trpc.ts'
import { showToast } from '../../ui/toast.ts'
import { useRun } from './run-context.ts'

function onError(error: unknown): void {
  const { title, text } = errorText(error)
  showToast({ title, text, tone: 'failed' })
}

export function useControl() {
  const { executionId } = useRun().model
  const pause = useMutation(trpc.executions.pause.mutationOptions({ onError }))
  const resume = useMutation(trpc.executions.resume.mutationOptions({ onError }))
  const cancel = useMutation(trpc.executions.cancel.mutationOptions({ onError }))
  return {
    pause: () => pause.mutate({ executionId }),
    resume: () => resume.mutate({ executionId }),
    cancel: (onSettled: () => void) => cancel.mutate({ executionId }, { onSettled }),
    isPending: pause.isPending || resume.isPending || cancel.isPending,
  }
}
