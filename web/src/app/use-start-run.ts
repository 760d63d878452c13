/** Starts a workflow where no input is asked for, and leads to the run; one that needs an input is run from its editor. */
import { useNavigate } from '@tanstack/react-router'
import { showToast } from '../ui/toast.ts'
import { heddleError } from './error-text.ts'
import { showNotDone } from './show-failure.ts'
import { trpcClient } from './trpc.ts'

interface Named {
  readonly workflowId: string
  readonly name: string
}

export function useStartRun(): (workflow: Named) => Promise<void> {
  const navigate = useNavigate()
  return async ({ workflowId, name }) => {
    try {
      const { executionId } = await trpcClient.executions.start.mutate({ workflowId, input: {} })
      await navigate({ to: '/executions/$executionId', params: { executionId } })
    } catch (error) {
      if (heddleError(error)?.code === 'INPUT_INVALID') {
        showToast({ title: `${name} needs an input`, text: 'Run it from the editor, which asks for it.' })
        return navigate({ to: '/workflows/$workflowId', params: { workflowId } })
      }
      showNotDone(`${name} did not start`, error)
    }
  }
}
