/** Keys that act while the canvas has the focus. */
import type { RefObject } from 'react'
import { useShortcuts } from '../../app/use-shortcuts.ts'
import type { Point } from '../../graph-view/graph-model.ts'
import type { CanvasPickRequest } from './canvas-pick.tsx'
import type { EditorParts } from './editor-context.ts'

interface CanvasKeyTargets {
  readonly scope: RefObject<HTMLElement | null>
  readonly search: RefObject<HTMLInputElement | null>
  readonly onPick: (request: CanvasPickRequest) => void
}

export function useCanvasKeys(
  { actions, store }: EditorParts,
  { scope, search, onPick }: CanvasKeyTargets,
): void {
  const chosen = () => {
    const [only, ...others] = actions.chosenNodes()
    return others.length === 0 ? only : undefined
  }
  const addAfter = () => {
    const source = chosen()
    const from = source ? { source, port: actions.freePort(source) } : undefined
    onPick({ kind: 'add', screen: besideFocus(scope.current), place: { from } })
  }
  /** First what is chosen is let go, then the graph is left. */
  const goBack = () => {
    const { nodes, edge } = store.selection()
    if (nodes.size === 0 && edge === null) actions.leaveGraph()
    else store.select({ nodes: new Set(), edge: null })
  }
  const canvasKeys: [string, () => void][] = [
    ['a', addAfter],
    ['n', () => actions.addNote()],
    ['l', () => void actions.arrange()],
    [
      'c',
      () => {
        const source = chosen()
        if (source) onPick({ kind: 'connect', screen: besideFocus(scope.current), source })
      },
    ],
    ['+', () => actions.canvas?.zoomIn()],
    ['=', () => actions.canvas?.zoomIn()],
    ['-', () => actions.canvas?.zoomOut()],
    ['0', () => actions.canvas?.zoomTo(1)],
    ['1', () => actions.canvas?.fit()],
    ['F2', () => document.getElementById('node-name')?.focus()],
    ['Delete', () => actions.deleteChosen()],
    ['Backspace', () => actions.deleteChosen()],
    ['Ctrl+c', () => actions.copyChosen()],
    ['Ctrl+x', () => actions.cutChosen()],
    ['Ctrl+v', () => void actions.paste()],
    ['Ctrl+d', () => actions.duplicateChosen()],
    ['Ctrl+a', () => actions.chooseAll()],
    ['Ctrl+g', () => actions.toggleGroup()],
    [
      'o',
      () => {
        const holder = chosen()
        if (holder) actions.openGraph(holder)
      },
    ],
    ['Shift+o', () => actions.leaveGraph()],
    ['Escape', goBack],
    ['/', () => search.current?.focus()],
  ]
  useShortcuts(Object.fromEntries(canvasKeys), { scope })
}

/** Below the focused card, or in the middle of the canvas. */
function besideFocus(frame: HTMLElement | null): Point {
  const card = document.activeElement?.closest('.react-flow__node')
  const box = (card ?? frame)?.getBoundingClientRect()
  if (!box) return { x: 200, y: 200 }
  return card
    ? { x: box.left, y: box.bottom + 8 }
    : { x: box.left + box.width / 2 - 130, y: box.top + box.height / 3 }
}
