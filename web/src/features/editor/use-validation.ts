import type { NodeTypeRegistry } from '@heddle/core/definition/node-type.ts'
import type { Problem } from '@heddle/core/definition/problem.ts'
import { validateDocument } from '@heddle/core/definition/validate-document.ts'
import { useEffect, useState } from 'react'
import type { EditorSession } from './editor-session.ts'

const pauseMs = 250
/** Up to this many nodes the first check is done before the first picture, so that the dock does not open under it. */
const checkedAtOnce = 300
const noProblems: readonly Problem[] = []

/** Problems of the document after each pause in editing; the last ones stand until the next are known. */
export function useValidation(session: EditorSession, registry: NodeTypeRegistry): readonly Problem[] {
  const [problems, setProblems] = useState(() =>
    Object.keys(session.document.nodes).length <= checkedAtOnce
      ? validateDocument(session.document, registry).problems
      : noProblems,
  )
  useEffect(() => {
    let checked = session.document
    const check = () => {
      checked = session.document
      setProblems(validateDocument(checked, registry).problems)
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
  }, [session, registry])
  return problems
}
