/** Asks where a retry begins, and shows what runs again, why, and what keeps its result before anything happens. */
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { trpc } from '../../../app/trpc.ts'
import { useIsOnItsWay } from '../../../app/use-is-on-its-way.ts'
import { Button } from '../../../ui/button.tsx'
import { Dialog } from '../../../ui/dialog.tsx'
import { ErrorLine } from '../../../ui/error-state.tsx'
import { toShortId } from '../../../ui/short-id.ts'
import { type RetryWish, toggleNode, toRetryQuestion } from '../core/retry-wish.ts'
import { toRetryLabel } from '../core/retry-words.ts'
import { runQueries } from '../queries.ts'
import { useRun } from '../run-context.ts'
import { RetryForm } from './retry-form.tsx'
import { RetryPreviewPart } from './retry-preview.tsx'
import { toTrouble, useRetryPreview } from './use-retry-preview.ts'
import { useRetryTarget } from './use-retry-target.ts'

const retryKeys = [trpc.executions.retry.mutationKey()]

export function RetryDialog() {
  const { screen } = useRun()
  const { dialog } = screen
  if (dialog?.kind !== 'retry') return null
  return <OpenRetryDialog first={dialog.wish} />
}

function OpenRetryDialog({ first }: { readonly first: RetryWish }) {
  const { model, screen } = useRun()
  const [wish, setWish] = useState(first)
  const target = useRetryTarget(wish.version)
  const { preview, isCurrent, trouble: foreseen } = useRetryPreview(wish, target)
  const retry = useRetry()
  const isOnItsWay = useIsOnItsWay(retryKeys)
  const trouble = retry.isError ? toTrouble(retry.error, target) : foreseen
  const count = preview?.runAgain.length
  // What is chosen or written stays in view beside what it leads to.
  const isWide = wish.start === 'chosen' || wish.input !== null
  const canRetry = isCurrent && count !== undefined && count > 0
  const submit = () => {
    const question = toRetryQuestion(model.executionId, wish)
    if (canRetry && question !== null && !isOnItsWay()) retry.mutate(question)
  }
  const change = (next: RetryWish) => {
    setWish(next)
    retry.reset()
  }
  return (
    <Dialog
      footer={
        <>
          <Button onClick={() => screen.setDialog(null)} variant="quiet">
            Close
          </Button>
          <Button
            disabled={!canRetry}
            keys="Ctrl+Enter"
            onClick={submit}
            pending={retry.isPending}
            variant="primary"
          >
            {toRetryLabel(count)}
          </Button>
        </>
      }
      footerNote="New run, linked to this one"
      onOpenChange={() => screen.setDialog(null)}
      onSubmitKey={submit}
      open
      title={`Retry run ${toShortId(model.executionId)}`}
      width={isWide ? 840 : 560}
    >
      <div className={isWide ? 'grid grid-cols-[minmax(0,1fr)_352px] gap-5' : ''}>
        <div>
          <RetryForm errors={trouble.fields} onChange={change} target={target} wish={wish} />
          {trouble.text === null ? null : <ErrorLine className="mt-3" text={trouble.text} />}
        </div>
        <RetryPreviewPart
          layout={isWide ? 'beside' : 'below'}
          onPick={wish.start === 'chosen' ? (nodeId) => change(toggleNode(wish, nodeId)) : undefined}
          preview={preview}
          target={target}
        />
      </div>
    </Dialog>
  )
}

/** Starts the new run and goes to it; the page of this one will have to name it among its retries. */
function useRetry() {
  const navigate = useNavigate()
  const queryClient = useQueryClient()
  return useMutation(
    trpc.executions.retry.mutationOptions({
      onSuccess: ({ executionId }, former) => {
        void queryClient.invalidateQueries({ queryKey: runQueries.detail(former.executionId).queryKey })
        return navigate({ to: '/executions/$executionId', params: { executionId } })
      },
    }),
  )
}
