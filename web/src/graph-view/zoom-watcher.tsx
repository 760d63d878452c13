/** Tells the canvas its zoom level without rendering: an attribute for the style sheet, a variable for names held at 12 px. */
import { useStoreApi } from '@xyflow/react'
import { useEffect } from 'react'
import { useGraph } from './graph-context.ts'
import { zoomLevelOf } from './graph-model.ts'

export function ZoomWatcher() {
  const { store } = useGraph()
  const flow = useStoreApi()
  useEffect(() => {
    let shown = ''
    const apply = () => {
      const { transform, domNode } = flow.getState()
      const level = zoomLevelOf(transform[2])
      // Steps of 4 % keep a zoom from restyling every card at each frame.
      const inverse = level === 'middle' ? (Math.round(25 / transform[2]) / 25).toFixed(2) : '1'
      const next = `${level} ${inverse}`
      if (!domNode || next === shown) return
      shown = next
      domNode.dataset.zoom = level
      domNode.style.setProperty('--gv-inverse', inverse)
      store.setLevel(level)
    }
    apply()
    return flow.subscribe(apply)
  }, [flow, store])
  return null
}
