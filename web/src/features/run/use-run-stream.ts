/**
 * The page's one stream: snapshot, events and log lines of the open run. It resumes by itself after a break; a
 * hole in the sequence is read from the log of events. The server closes it when the run is over and told.
 */
import { decodeSnapshot } from '@heddle/core/execution/snapshot.ts'
import { isFinal } from '@heddle/core/execution/status.ts'
import { useQueryClient } from '@tanstack/react-query'
import { useSubscription } from '@trpc/tanstack-react-query'
import { useEffect, useState } from 'react'
import { trpc } from '../../app/trpc.ts'
import type { Connection } from './core/stream-state.ts'
import { asEvents, asSnapshot, runQueries } from './queries.ts'
import type { RunModel } from './run-model.ts'
import { useHistory } from './use-history.ts'

/** Files of nodes that settle together are asked for once. */
const artifactsEveryMs = 1000

export interface RunStream {
  readonly connection: Connection
  /** A snapshot or events have arrived: there is something to show. */
  readonly hasState: boolean
  /** Since when an event is missing, in this machine's time. */
  readonly gapSince: number | null
}

export function useRunStream(model: RunModel): RunStream {
  const [connection, setConnection] = useState<Connection>('connecting')
  const [hasState, setHasState] = useState(false)
  const [isOver, setOver] = useState(false)
  const gapSince = useHistory(model, hasState)
  useSubscription(
    trpc.executions.watch.subscriptionOptions(
      { executionId: model.executionId, logs: true },
      {
        enabled: !isOver,
        onData: ({ data }) => {
          setConnection('open')
          if (data.kind === 'logs') return model.logs.add(data.lines)
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
  useFollowingReads(model)
  return { connection, hasState, gapSince }
}

function toConnection(state: 'idle' | 'connecting' | 'pending'): Connection {
  if (state === 'pending') return 'open'
  return state === 'connecting' ? 'connecting' : 'closed'
}

/** What no event carries is read again: files when nodes settle, the summary when the run is over. */
function useFollowingReads(model: RunModel): void {
  const queryClient = useQueryClient()
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | null = null
    const readArtifacts = () => {
      timer = null
      void queryClient.invalidateQueries({ queryKey: runQueries.artifacts(model.executionId).queryKey })
    }
    const stop = model.live.subscribeFrame(({ events }) => {
      if (events.some((event) => event.type === 'node_completed' || event.type === 'node_failed')) {
        timer ??= setTimeout(readArtifacts, artifactsEveryMs)
      }
      if (events.length === 0 || !isFinal(model.live.state().status)) return
      void queryClient.invalidateQueries({ queryKey: runQueries.detail(model.executionId).queryKey })
    })
    return () => {
      stop()
      if (timer !== null) clearTimeout(timer)
    }
  }, [model, queryClient])
}
