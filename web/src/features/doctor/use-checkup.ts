/** The two things an administrator may have done: look, and repair. */
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useEffect, useRef } from 'react'
import { showFailure } from '../../app/show-failure.ts'
import { trpc } from '../../app/trpc.ts'
import { announce } from '../../ui/announce.tsx'
import { summarise } from './core/checkup-words.ts'
import { type Checkup, doctorQueries } from './queries.ts'

export function useCheckup(last: Checkup | null | undefined) {
  const client = useQueryClient()
  const begin = useMutation(
    trpc.doctor.begin.mutationOptions({
      onSuccess: () => client.invalidateQueries({ queryKey: doctorQueries.last().queryKey }),
      onError: showFailure,
    }),
  )
  useEndOfCheckup(last)
  return {
    check: () => begin.mutate({ repair: 'nothing' }),
    repair: (executionIds: readonly string[], onSettled: () => void) =>
      begin.mutate({ repair: 'what-is-damaged', executionIds: [...executionIds] }, { onSettled }),
    isBeginning: begin.isPending,
    isRunning: last?.status === 'running',
  }
}

/** When a check that was seen running ends, its result is read aloud and the quarantine is read again. */
function useEndOfCheckup(last: Checkup | null | undefined): void {
  const client = useQueryClient()
  const seen = useRef<string | null>(null)
  const key = last == null ? null : `${last.runId}/${last.status}`
  useEffect(() => {
    if (last == null || key === seen.current) return
    const wasSeen = seen.current !== null
    seen.current = key
    if (last.status === 'running' || !wasSeen) return
    announce(summarise(last).title)
    void client.invalidateQueries({ queryKey: doctorQueries.quarantined().queryKey })
  }, [client, key, last])
}
