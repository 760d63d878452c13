/** While a retry's nodes are chosen on the canvas, pressing a card adds it or takes it away. */
import { type RefObject, useEffect } from 'react'
import { type RetryWish, toggleNode } from '../core/retry-wish.ts'
import { useRun } from '../run-context.ts'

export interface Picking {
  readonly wish: RetryWish
  /** Back to the dialog with what is chosen now. */
  readonly done: () => void
}

/** Null while nothing is picked. */
export function usePickedNodes(frame: RefObject<HTMLElement | null>): Picking | null {
  const { model, screen } = useRun()
  const { dialog, setDialog } = screen
  const wish = dialog?.kind === 'pick' ? dialog.wish : null
  const { graph } = model

  useEffect(() => {
    if (wish !== null) graph.select({ nodes: new Set(wish.nodeIds), edge: null })
  }, [wish, graph])

  useEffect(() => {
    const element = frame.current
    if (element === null || wish === null) return
    // In the capture phase: the canvas would choose the card alone.
    const take = (event: Event) => {
      const nodeId = cardOf(event)
      if (nodeId === null) return
      event.preventDefault()
      event.stopPropagation()
      setDialog({ kind: 'pick', wish: toggleNode(wish, nodeId) })
    }
    // With Ctrl the keys belong to the bar above.
    const onKey = (event: KeyboardEvent) => {
      if (event.ctrlKey || event.metaKey) return
      if (event.key === 'Enter' || event.key === ' ') take(event)
      if (event.key !== 'Escape') return
      event.stopPropagation()
      setDialog({ kind: 'retry', wish })
    }
    element.addEventListener('click', take, true)
    element.addEventListener('keydown', onKey, true)
    return () => {
      element.removeEventListener('click', take, true)
      element.removeEventListener('keydown', onKey, true)
    }
  }, [frame, wish, setDialog])

  return wish === null ? null : { wish, done: () => setDialog({ kind: 'retry', wish }) }
}

function cardOf({ target }: Event): string | null {
  const card = target instanceof Element ? target.closest('.react-flow__node') : null
  return card?.getAttribute('data-id') ?? null
}
