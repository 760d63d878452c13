/** One stream a tab that tells which executions changed; it stands only while somebody listens. */
import { useEffect, useRef } from 'react'
import { trpcClient } from './trpc.ts'

type Listener = (executionIds: readonly string[]) => void

const listeners = new Set<Listener>()
let stream: { unsubscribe: () => void } | null = null

function tell(executionIds: readonly string[]): void {
  for (const listener of listeners) listener(executionIds)
}

function listen(listener: Listener): () => void {
  listeners.add(listener)
  stream ??= trpcClient.executions.changes.subscribe(undefined, {
    onData: (change) => tell(change.executionIds),
  })
  return () => {
    listeners.delete(listener)
    if (listeners.size > 0) return
    stream?.unsubscribe()
    stream = null
  }
}

/** Calls back at most twice a second with the ids of what changed. */
export function useExecutionChanges(onChange: Listener): void {
  const latest = useRef(onChange)
  latest.current = onChange
  useEffect(() => listen((ids) => latest.current(ids)), [])
}
