import { useMemo } from 'react'
import { itemName, listNames, type NameCompletion } from '../core/name-completions.ts'
import { useDocument, usePlace } from '../editor-context.ts'

/** Names that expressions of this node may use. */
export function useNames(nodeId: string): readonly NameCompletion[] {
  const document = useDocument()
  const place = usePlace()
  return useMemo(() => {
    const names = listNames(document, nodeId)
    return place.length === 0 ? names : [itemName, ...names]
  }, [document, nodeId, place])
}
