import { useMutation, useQueryClient } from '@tanstack/react-query'
import { errorText, heddleError } from '../../app/error-text.ts'
import { trpcClient } from '../../app/trpc.ts'
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx'
import { ErrorLine } from '../../ui/error-state.tsx'
import { plural } from '../../ui/format-count.ts'
import { showToast } from '../../ui/toast.ts'
import { workflowQueries } from './queries.ts'

interface DeleteWorkflowDialogProps {
  workflow: { workflowId: string; name: string }
  onClose: () => void
}

/** Asks once; when runs are live it asks again, because they would be cancelled. */
export function DeleteWorkflowDialog({ workflow, onClose }: DeleteWorkflowDialogProps) {
  const client = useQueryClient()
  const remove = useMutation({
    mutationFn: (cancelRunning: boolean) =>
      trpcClient.workflows.delete.mutate({ workflowId: workflow.workflowId, cancelRunning }),
    onSuccess: async ({ cancelled }) => {
      await client.invalidateQueries({ queryKey: workflowQueries.listKey() })
      const text = cancelled > 0 ? `${plural(cancelled, 'run')} cancelled. ` : ''
      showToast({
        title: `${workflow.name} was deleted`,
        text: `${text}Its history stays readable.`,
        tone: 'plain',
      })
      onClose()
    },
  })
  const busy = heddleError(remove.error)?.code === 'WORKFLOW_BUSY'
  const refusal = remove.isError && !busy ? errorText(remove.error) : null
  return (
    <ConfirmDialog
      confirm={busy ? 'Cancel its runs and delete' : 'Delete the workflow'}
      danger
      keep="Keep it"
      onConfirm={() => remove.mutate(busy)}
      onOpenChange={(open) => open || onClose()}
      open
      pending={remove.isPending}
      text={
        busy
          ? 'Runs of it are live. They are cancelled first; results that are complete stay.'
          : 'It leaves this list and cannot be run any more. Its runs stay in the history.'
      }
      title={`Delete ${workflow.name}?`}
    >
      {refusal === null ? null : <ErrorLine className="mt-2" text={`${refusal.title}. ${refusal.text}`} />}
    </ConfirmDialog>
  )
}
