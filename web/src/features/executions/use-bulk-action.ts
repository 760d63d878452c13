import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { showFailure } from '../../app/show-failure.ts'
import { trpc } from '../../app/trpc.ts'
import { useIsOnItsWay } from '../../app/use-is-on-its-way.ts'
import { showToast } from '../../ui/toast.ts'
import { bulkResult } from './bulk-words.ts'
import { type AskedAction, type BulkAction, isAsked, rowsFor } from './core/choice.ts'
import type { Run } from './core/run.ts'

export interface Asked {
  readonly action: AskedAction
  readonly executionIds: readonly string[]
}

const { retryMany, pauseMany, resumeMany, cancelMany, deleteMany } = trpc.executions
const keys = [retryMany, pauseMany, resumeMany, cancelMany, deleteMany].map((action) => action.mutationKey())

/** Asks first where it matters, then acts on many runs at once, then says what came of it. */
export function useBulkAction(onDone: () => void) {
  const [asked, setAsked] = useState<Asked | null>(null)
  const isOnItsWay = useIsOnItsWay(keys)
  const retry = useMutation(retryMany.mutationOptions())
  const pause = useMutation(pauseMany.mutationOptions())
  const resume = useMutation(resumeMany.mutationOptions())
  const cancel = useMutation(cancelMany.mutationOptions())
  const remove = useMutation(deleteMany.mutationOptions())
  const mutations = { retry, pause, resume, cancel, delete: remove }

  const act = (action: BulkAction, executionIds: readonly string[]) =>
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
        onError: showFailure,
        onSettled: () => setAsked(null),
      },
    )
  const ask = (action: BulkAction, rows: readonly Run[]) => {
    const executionIds = rowsFor(action, rows).map((run) => run.executionId)
    if (executionIds.length === 0) return
    if (isAsked(action)) setAsked({ action, executionIds })
    else act(action, executionIds)
  }
  const confirm = () => {
    if (asked !== null && !isOnItsWay()) act(asked.action, asked.executionIds)
  }
  return {
    asked,
    ask,
    confirm,
    close: () => setAsked(null),
    pending: retry.isPending || cancel.isPending || remove.isPending,
  }
}
