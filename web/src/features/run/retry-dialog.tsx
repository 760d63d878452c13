/** Asks where a retry begins, and shows what runs again and what keeps its result before anything happens. */
import { keepPreviousData, useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { type KeyboardEvent, useState } from 'react'
import { errorText } from '../../app/error-text.ts'
import { trpc } from '../../app/trpc.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { ErrorLine } from '../../ui/error-state.tsx'
import { plural } from '../../ui/format-count.ts'
import { toShortId } from './core/short-id.ts'
import { type RetryFrom, runQueries } from './queries.ts'
import { RetryForm, type RetryWish } from './retry-form.tsx'
import { RetryPreviewPart } from './retry-preview.tsx'
import { useRun } from './run-context.ts'

export function RetryDialog() {
  const { screen } = useRun()
  const { dialog } = screen
  if (dialog?.kind !== 'retry') return null
  return <OpenRetryDialog from={dialog.from} />
}

function OpenRetryDialog({ from }: { readonly from: RetryFrom }) {
  const { model, detail, screen } = useRun()
  const [wish, setWish] = useState<RetryWish>(() => toFirstWish(from, detail.input))
  const question = {
    executionId: model.executionId,
    from: toFrom(wish),
    ...(wish.version === null ? {} : { version: wish.version }),
  }
  const preview = useQuery({ ...runQueries.retryPreview(question), placeholderData: keepPreviousData })
  const input = parseInput(wish.input)
  const retry = useRetry()
  const count = preview.data?.runAgain.length
  const canRetry = input.ok && count !== undefined && count > 0 && !preview.isError
  const submit = () => {
    if (canRetry) retry.mutate({ ...question, input: input.value })
  }
  const trouble = preview.error ?? retry.error
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) submit()
  }
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: keys pressed anywhere in the dialog come by here
    <div onKeyDown={onKeyDown}>
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
              Retry {count === undefined ? 'nodes' : plural(count, 'node')}
            </Button>
          </>
        }
        footerNote="New run, linked to this one"
        onOpenChange={() => screen.setDialog(null)}
        open
        title={`Retry run ${toShortId(model.executionId)}`}
        width={560}
      >
        <RetryForm isInputWrong={!input.ok} onChange={setWish} wish={wish} />
        <RetryPreviewPart preview={preview.data} />
        {trouble === null ? null : <ErrorLine className="mt-2" text={errorText(trouble).title} />}
      </Dialog>
    </div>
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

function toFirstWish(from: RetryFrom, input: unknown): RetryWish {
  const nodeId = typeof from === 'string' ? null : (from[0] ?? null)
  return {
    start: nodeId === null ? (from === 'start' ? 'start' : 'failed') : 'chosen',
    nodeId,
    version: null,
    input: null,
    firstInput: JSON.stringify(input ?? {}, null, 2),
  }
}

function toFrom({ start, nodeId }: RetryWish): RetryFrom {
  if (start === 'chosen') return nodeId === null ? 'start' : [nodeId]
  return start
}

type ParsedInput =
  | { readonly ok: true; readonly value: unknown }
  | { readonly ok: false; readonly value: null }

function parseInput(text: string | null): ParsedInput {
  if (text === null) return { ok: true, value: undefined }
  try {
    return { ok: true, value: JSON.parse(text) }
  } catch {
    return { ok: false, value: null }
  }
}
