/** What can be done with a workflow from the list. Each says afterwards what happened, with the name. */
import { useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { showNotDone } from '../../app/show-failure.ts'
import { trpcClient } from '../../app/trpc.ts'
import { useStartRun } from '../../app/use-start-run.ts'
import { showToast } from '../../ui/toast.ts'
import { downloadDocument } from './download-document.ts'
import { workflowQueries } from './queries.ts'

interface Named {
  workflowId: string
  name: string
}

export interface WorkflowActions {
  open: (workflowId: string) => void
  run: (workflow: Named) => Promise<void>
  /** Done once the editor is open. */
  create: () => Promise<void>
  duplicate: (workflow: Named) => Promise<void>
  exportJson: (workflow: Named) => Promise<void>
}

export function useWorkflowActions(): WorkflowActions {
  const navigate = useNavigate()
  const client = useQueryClient()
  const run = useStartRun()
  const refresh = () => client.invalidateQueries({ queryKey: workflowQueries.listKey() })
  const goTo = (workflowId: string) => navigate({ to: '/workflows/$workflowId', params: { workflowId } })
  const open = (workflowId: string) => void goTo(workflowId)
  return {
    open,
    run,
    create: async () => {
      try {
        const document = { name: 'Untitled workflow', nodes: {}, edges: [] }
        const { workflowId } = await trpcClient.workflows.create.mutate({ document })
        await goTo(workflowId)
      } catch (error) {
        showNotDone('No workflow was made', error)
      }
    },
    duplicate: async ({ workflowId, name }) => {
      try {
        const copy = await trpcClient.workflows.duplicate.mutate({ workflowId })
        await refresh()
        showToast({
          title: `${name} was duplicated`,
          tone: 'completed',
          action: { label: 'Open', onSelect: () => open(copy.workflowId) },
        })
      } catch (error) {
        showNotDone(`${name} was not duplicated`, error)
      }
    },
    exportJson: async ({ workflowId, name }) => {
      try {
        const { draft } = await trpcClient.workflows.get.query({ workflowId })
        downloadDocument(draft)
      } catch (error) {
        showNotDone(`${name} was not exported`, error)
      }
    },
  }
}
