/**
 * The page's one stream: snapshot, events and log lines of the open run. It resumes by itself after a break; a
 * hole in the sequence is read from the log of events. The server closes it when the run is over and told, the page
 * while it is in the background.
 */
import { decodeSnapshot } from '@heddle/core/execution/snapshot.ts'
import { isFinal } from '@heddle/core/execution/status.ts'
import { useQueryClient } from '@tanstack/react-query'
import { useSubscription } from '@trpc/tanstack-react-query'
import { useCallback, useEffect, useRef, useState } from 'react'
import { usePageAway } from '../../app/page-presence.ts'
import { trpc } from '../../app/trpc.ts'
import type { Connection } from './core/stream-state.ts'
import { asEvents, asSnapshot, runQueries } from './queries.ts'
import type { RunModel } from './run-model.ts'
import { useHistory, useRestOfLogs } from './use-history.ts'

const againMs = 3000
/** Nodes that settle together leave their files together. */
const artifactsEveryMs = 1000

export interface RunStream {
  readonly connection: Connection
  /** A snapshot or events have arrived: there is something to show. */
  readonly hasState: boolean
  /** Since when an event is missing, in this machine's time. */
  readonly gapSince: number | null
  /** Why the server closed the stream; it is asked for again by itself. */
  readonly error: unknown
  readonly retry: () => void
}

export function useRunStream(model: RunModel): RunStream {
  const [connection, setConnection] = useState<Connection>('connecting')
  const [hasState, setHasState] = useState(false)
  const [isOver, setOver] = useState(false)
  const isAway = usePageAway()
  const gapSince = useHistory(model, hasState)
  const readArtifacts = useArtifactRead(model.executionId)
  const subscription = useSubscription(
    trpc.executions.watch.subscriptionOptions(
      { executionId: model.executionId, logs: true },
      {
        enabled: !isOver && !isAway,
        onData: ({ data }) => {
          setConnection('open')
          if (data.kind === 'logs') return model.logs.add(data.lines)
          if (data.kind === 'artifact') return readArtifacts()
          model.clock.note({ serverTime: Date.parse(data.serverTime), receivedAt: Date.now() })
          if (data.kind === 'events') model.live.receiveEvents(asEvents(data.events))
          else model.live.receiveSnapshot(decodeSnapshot(model.plan, asSnapshot(data.snapshot)))
          setHasState(true)
        },
        onConnectionStateChange: ({ state }) => {
          setConnection(toConnection(state))
          if (state === 'idle' && isFinal(model.live.state().status)) setOver(true)
        },
      },
    ),
  )
  useSummaryAtEnd(model)
  useRestOfLogs(model, isOver)
  useAnotherTry(subscription)
  const error = subscription.status === 'error' ? subscription.error : null
  return {
    connection: error === null ? connection : 'closed',
    hasState,
    gapSince,
    error,
    retry: subscription.reset,
  }
}

function toConnection(state: 'idle' | 'connecting' | 'pending'): Connection {
  if (state === 'pending') return 'open'
  return state === 'connecting' ? 'connecting' : 'closed'
}

interface Retried {
  readonly status: string
  readonly reset: () => void
}

/** Breaks mend themselves; a stream that the server refused is asked for again after a while. */
function useAnotherTry({ status, reset }: Retried): void {
  useEffect(() => {
    if (status !== 'error') return
    const timer = setTimeout(reset, againMs)
    return () => clearTimeout(timer)
  }, [status, reset])
}

/** Files that come together are asked for once. */
function useArtifactRead(executionId: string): () => void {
  const queryClient = useQueryClient()
  const timer = useRef<ReturnType<typeof setTimeout> | null>(null)
  return useCallback(() => {
    timer.current ??= setTimeout(() => {
      timer.current = null
      void queryClient.invalidateQueries({ queryKey: runQueries.artifacts(executionId).queryKey })
    }, artifactsEveryMs)
  }, [executionId, queryClient])
}

/**
 * What no event carries: the output, how long runs usually take, and files whose message came after the end. A run
 * that ended after its page was read, and before its stream began, shows that end without any event.
 */
function useSummaryAtEnd(model: RunModel): void {
  const queryClient = useQueryClient()
  useEffect(() => {
    const detailKey = runQueries.detail(model.executionId).queryKey
    const artifactsKey = runQueries.artifacts(model.executionId).queryKey
    return model.live.subscribeFrame(({ events }) => {
      if (!isFinal(model.live.state().status)) return
      const detail = queryClient.getQueryData(detailKey)
      if (events.length === 0 && detail !== undefined && isFinal(detail.status)) return
      for (const queryKey of [detailKey, artifactsKey]) void queryClient.invalidateQueries({ queryKey })
    })
  }, [model, queryClient])
}
