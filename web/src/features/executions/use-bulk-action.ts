import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { errorText } from '../../app/error-text.ts'
import { trpc } from '../../app/trpc.ts'
import { showToast } from '../../ui/toast.ts'
import { bulkResult } from './bulk-words.ts'
import { type BulkAction, rowsFor } from './core/choice.ts'
import type { Run } from './core/run.ts'

export interface Asked {
  readonly action: BulkAction
  readonly executionIds: readonly string[]
}

/** Asks first, then acts on many runs at once, then says what came of it. */
export function useBulkAction(onDone: () => void) {
  const [asked, setAsked] = useState<Asked | null>(null)
  const retry = useMutation(trpc.executions.retryMany.mutationOptions())
  const cancel = useMutation(trpc.executions.cancelMany.mutationOptions())
  const remove = useMutation(trpc.executions.deleteMany.mutationOptions())
  const mutations = { retry, cancel, delete: remove }

  const ask = (action: BulkAction, rows: readonly Run[]) => {
    const executionIds = rowsFor(action, rows).map((run) => run.executionId)
    if (executionIds.length > 0) setAsked({ action, executionIds })
  }
  const confirm = () => {
    if (asked === null) return
    const { action, executionIds } = asked
    mutations[action].mutate(
      { executionIds: [...executionIds] },
      {
        onSuccess: (result) => {
          showToast({
            ...bulkResult(action, result),
            tone: result.refused.length > 0 ? 'plain' : 'completed',
          })
          onDone()
        },
        onError: (error) => {
          const { title, text } = errorText(error)
          showToast({ title, text, tone: 'failed' })
        },
        onSettled: () => setAsked(null),
      },
    )
  }
  return {
    asked,
    ask,
    confirm,
    close: () => setAsked(null),
    pending: retry.isPending || cancel.isPending || remove.isPending,
  }
}
