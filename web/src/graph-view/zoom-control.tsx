import { useReactFlow, useStore } from '@xyflow/react'
import { Maximize, Minus, Network, Plus } from 'lucide-react'
import { IconButton } from '../ui/icon-button.tsx'
import { fitOptions } from './fit-options.ts'
import { useGraph } from './graph-context.ts'

/** Zoom out, the zoom, zoom in, fit; and arrange, where the owner can. */
export function ZoomControl({ onArrange }: { readonly onArrange?: (() => void) | undefined }) {
  const { editing } = useGraph()
  const { zoomIn, zoomOut, zoomTo, fitView } = useReactFlow()
  const percent = useStore((flow) => Math.round(flow.transform[2] * 100))
  return (
    <div className="gv-tools">
      <IconButton label="Zoom out" keys="-" onClick={() => void zoomOut()}>
        <Minus size={16} />
      </IconButton>
      <button type="button" className="gv-zoom" title="Zoom to 100 %" onClick={() => void zoomTo(1)}>
        {percent} %
      </button>
      <IconButton label="Zoom in" keys="+" onClick={() => void zoomIn()}>
        <Plus size={16} />
      </IconButton>
      <span className="gv-tools-line" />
      <IconButton label="Fit everything" {...keysOf('1', editing)} onClick={() => void fitView(fitOptions)}>
        <Maximize size={15} />
      </IconButton>
      {onArrange ? (
        <IconButton label="Arrange" {...keysOf('L', editing)} onClick={onArrange}>
          <Network size={15} />
        </IconButton>
      ) : null}
    </div>
  )
}

/** Where nothing can be edited, these letters belong to the page around the canvas. */
function keysOf(keys: string, editing: object | null): { keys?: string } {
  return editing === null ? {} : { keys }
}
