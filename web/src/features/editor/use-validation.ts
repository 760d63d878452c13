import type { NodeTypeRegistry } from '@heddle/core/definition/node-type.ts'
import type { Problem } from '@heddle/core/definition/problem.ts'
import { validateDocument } from '@heddle/core/definition/validate-document.ts'
import { useEffect, useState } from 'react'
import type { EditorSession } from './editor-session.ts'

const pauseMs = 250
const noProblems: readonly Problem[] = []

/** Problems of the document after each pause in editing; the last ones stand until the next are known. */
export function useValidation(session: EditorSession, registry: NodeTypeRegistry): readonly Problem[] {
  const [problems, setProblems] = useState(noProblems)
  useEffect(() => {
    let timer = setTimeout(check, 0)
    function check() {
      setProblems(validateDocument(session.document, registry).problems)
    }
    const stop = session.subscribe(() => {
      clearTimeout(timer)
      timer = setTimeout(check, pauseMs)
    })
    return () => {
      clearTimeout(timer)
      stop()
    }
  }, [session, registry])
  return problems
}
