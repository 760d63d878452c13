import { useMemo } from 'react'
import { listNames, type NameCompletion } from '../core/name-completions.ts'
import { useDocument } from '../editor-context.ts'

/** Names that expressions of this node may use. */
export function useNames(nodeId: string): readonly NameCompletion[] {
  const document = useDocument()
  return useMemo(() => listNames(document, nodeId), [document, nodeId])
}
