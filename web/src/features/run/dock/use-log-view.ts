/** What of the logs is shown: the words searched for, one node or all, wrapped or cut. */
import { useMemo, useState } from 'react'
import type { LogLine } from '../core/log-book.ts'
import { findLines } from '../core/log-search.ts'
import { useChosenIndex, useRun } from '../run-context.ts'
import { useLogLines } from './use-log-lines.ts'

export interface LogView {
  readonly lines: readonly LogLine[]
  readonly words: string
  readonly setWords: (words: string) => void
  /** Indexes of lines that match. */
  readonly hits: readonly number[]
  /** Which of the hits is the current one. */
  readonly at: number
  readonly goTo: (by: 1 | -1) => void
  readonly isOneNode: boolean
  readonly chosenNode: string | null
  readonly isWrapped: boolean
  readonly setWrapped: (isWrapped: boolean) => void
}

export function useLogView(): LogView {
  const { model, screen } = useRun()
  const all = useLogLines()
  const chosen = useChosenIndex()
  const [words, setWords] = useState('')
  const [wished, setAt] = useState(0)
  const [isWrapped, setWrapped] = useState(false)
  const chosenNode = chosen === null ? null : (model.plan.nodes[chosen]?.id ?? null)
  const isOneNode = screen.isOneNode && chosenNode !== null
  const lines = useMemo(
    () => (isOneNode ? all.filter((line) => line.nodeId === chosenNode) : all),
    [all, isOneNode, chosenNode],
  )
  const hits = useMemo(() => findLines(lines, words), [lines, words])
  const at = Math.min(wished, Math.max(0, hits.length - 1))
  return {
    lines,
    words,
    setWords: (next) => {
      setWords(next)
      setAt(0)
      if (next !== '') screen.setFollowing(false)
    },
    hits,
    at,
    goTo: (by) => {
      screen.setFollowing(false)
      if (hits.length > 0) setAt((at + by + hits.length) % hits.length)
    },
    isOneNode,
    chosenNode,
    isWrapped,
    setWrapped,
  }
}
