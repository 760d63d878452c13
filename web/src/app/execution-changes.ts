/**
 * One stream a tab that tells which executions changed; it stands only while somebody listens and may be looking. What
 * changed while it did not stand is known to nobody: whoever begins to listen, and everybody when it stands again, is
 * told to look.
 */
import { useEffect, useRef } from 'react'
import { isPageAway, onPresence } from './page-presence.ts'
import { trpcClient } from './trpc.ts'

type Listener = (executionIds: readonly string[]) => void

const listeners = new Set<Listener>()
let stream: { unsubscribe: () => void } | null = null
let isOpen = false

function tell(executionIds: readonly string[]): void {
  for (const listener of listeners) listener(executionIds)
}

function openStream(): void {
  stream ??= trpcClient.executions.changes.subscribe(undefined, {
    onData: (change) => tell(change.executionIds),
    onConnectionStateChange: ({ state }) => {
      const opens = state === 'pending' && !isOpen
      isOpen = state === 'pending'
      if (opens) tell([])
    },
  })
}

function closeStream(): void {
  stream?.unsubscribe()
  stream = null
  isOpen = false
}

function openOrClose(): void {
  if (listeners.size > 0 && !isPageAway()) openStream()
  else closeStream()
}

onPresence(openOrClose)

function listen(listener: Listener): () => void {
  listeners.add(listener)
  if (isOpen) listener([])
  openOrClose()
  return () => {
    listeners.delete(listener)
    openOrClose()
  }
}

/** Calls back at most twice a second with the ids of what changed; with none where anything may have changed. */
export function useExecutionChanges(onChange: Listener): void {
  const latest = useRef(onChange)
  latest.current = onChange
  useEffect(() => listen((ids) => latest.current(ids)), [])
}
