/** Reads what happened before the page was opened, and whatever the stream left out. */
import { useEffect, useState } from 'react'
import { keptLines } from './core/log-book.ts'
import { listEventsAfter, listLogsAfter } from './queries.ts'
import type { RunModel } from './run-model.ts'

/** Longer histories are read only up to here by themselves: 100 pages, about 15 MB. */
const eagerEvents = 50_000
const againMs = 1000

/** Returns since when the live state waits for an event, in this machine's time. */
export function useHistory(model: RunModel, hasState: boolean): number | null {
  const [gapSince, setGapSince] = useState<number | null>(null)
  useEffect(() => {
    if (!hasState) return
    const stop = new AbortController()
    const fill = createFiller(() => readMissingEvents(model, stop.signal))
    const look = () => {
      const isBehind = model.live.gapAfter() !== null
      setGapSince((since) => (isBehind ? (since ?? Date.now()) : null))
      const isEager = model.history.isWanted() || model.live.log.highest() <= eagerEvents
      if (model.live.log.missingAfter() !== null && isEager) fill()
    }
    look()
    const unsubscribe = model.live.subscribe(look)
    const unwish = model.history.subscribe(look)
    return () => {
      unsubscribe()
      unwish()
      stop.abort()
    }
  }, [model, hasState])
  return gapSince
}

/** Runs one at a time. One that runs goes on until nothing is missing, so asking again meanwhile adds nothing. */
function createFiller(run: () => Promise<void>): () => void {
  let isRunning = false
  return () => {
    if (isRunning) return
    isRunning = true
    void run().finally(() => {
      isRunning = false
    })
  }
}

async function readMissingEvents({ executionId, live }: RunModel, signal: AbortSignal): Promise<void> {
  for (
    let after = live.log.missingAfter();
    after !== null && !signal.aborted;
    after = live.log.missingAfter()
  ) {
    const events = await listEventsAfter(executionId, after).catch(() => null)
    if (signal.aborted) return
    if (events === null || events.length === 0) await pause(againMs)
    else live.receiveEvents(events)
  }
}

/** Once the stream is closed, whatever lines it had not brought yet are read page by page. */
export function useRestOfLogs(model: RunModel, isOver: boolean): void {
  useEffect(() => {
    if (!isOver) return
    const stop = new AbortController()
    void readRestOfLogs(model, stop.signal)
    return () => stop.abort()
  }, [model, isOver])
}

async function readRestOfLogs({ executionId, logs }: RunModel, signal: AbortSignal): Promise<void> {
  while (!signal.aborted && logs.lines().length < keptLines) {
    const lines = await listLogsAfter(executionId, logs.lastCursor()).catch(() => null)
    if (signal.aborted || lines?.length === 0) return
    if (lines === null) await pause(againMs)
    else logs.add(lines)
  }
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms))
}
