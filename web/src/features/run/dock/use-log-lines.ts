import { useSyncExternalStore } from 'react'
import type { LogLine } from '../core/log-book.ts'
import { useRun } from '../run-context.ts'

/** All lines known so far; drawn anew at most once a frame. */
export function useLogLines(): readonly LogLine[] {
  const { logs } = useRun().model
  return useSyncExternalStore(logs.subscribe, logs.lines)
}
