import type { NodeTypeRegistry } from '@heddle/core/definition/node-type.ts'
import type { Problem } from '@heddle/core/definition/problem.ts'
import { validateDocument } from '@heddle/core/definition/validate-document.ts'
import { useCallback, useEffect, useState } from 'react'
import type { EditorSession } from './editor-session.ts'

const pauseMs = 250
/** Up to this many nodes the first check is done before the first picture, so that the dock does not open under it. */
const checkedAtOnce = 300
const noProblems: readonly Problem[] = []

export interface LiveValidation {
  readonly problems: readonly Problem[]
  /** Checks the document as it stands now, without waiting for a pause, and answers what it found. */
  readonly checkNow: () => readonly Problem[]
}

/** Problems of the document after each pause in editing; the last ones stand until the next are known. */
export function useValidation(session: EditorSession, registry: NodeTypeRegistry): LiveValidation {
  const [problems, setProblems] = useState(() =>
    Object.keys(session.document.nodes).length <= checkedAtOnce
      ? validateDocument(session.document, registry).problems
      : noProblems,
  )
  const checkNow = useCallback(() => {
    const found = validateDocument(session.document, registry).problems
    setProblems(found)
    return found
  }, [session, registry])
  useEffect(() => {
    let checked = session.document
    const check = () => {
      checked = session.document
      checkNow()
    }
    let timer = setTimeout(check, pauseMs)
    const stop = session.subscribe(() => {
      clearTimeout(timer)
      if (session.document !== checked) timer = setTimeout(check, pauseMs)
    })
    return () => {
      clearTimeout(timer)
      stop()
    }
  }, [session, checkNow])
  return { problems, checkNow }
}
