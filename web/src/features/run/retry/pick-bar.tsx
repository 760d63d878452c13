import { useShortcuts } from '../../../app/use-shortcuts.ts'
import { Button } from '../../../ui/button.tsx'
import { plural } from '../../../ui/format-count.ts'
import type { Picking } from './use-picked-nodes.ts'

/** Lies over the canvas while a retry's nodes are chosen there. */
export function PickBar({ picking }: { readonly picking: Picking }) {
  const { wish, done } = picking
  useShortcuts({ Escape: done, 'Ctrl+Enter': done })
  return (
    <div
      aria-label="Nodes to run again"
      className="pop-in absolute top-3 left-1/2 z-20 flex h-10 max-w-[calc(100%-24px)] -translate-x-1/2 items-center gap-3 rounded-lg border border-line-strong bg-raised pr-2 pl-4 whitespace-nowrap shadow-pop"
      role="toolbar"
    >
      <span className="truncate">Press the nodes to run again</span>
      <span className="font-medium tabular-nums" role="status">
        {plural(wish.nodeIds.length, 'node')} chosen
      </span>
      <Button onClick={done} size={24} variant="primary">
        Show what happens
      </Button>
    </div>
  )
}
