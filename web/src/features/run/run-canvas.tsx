import { type RefObject, useEffect, useRef } from 'react'
import { GraphView } from '../../graph-view/graph-view.tsx'
import { toArrangedPositions } from './core/run-graph.ts'
import { PickBar } from './retry/pick-bar.tsx'
import { usePickedNodes } from './retry/use-picked-nodes.ts'
import { useRun } from './run-context.ts'

/** The graph of the run, read only: statuses come to it through its store. */
export function RunCanvas() {
  const { model, detail, screen } = useRun()
  const { graph, plan } = model
  const { fit } = screen

  const frame = useRef<HTMLElement>(null)
  useKeptFit(frame, fit)
  const picking = usePickedNodes(frame)

  function arrange() {
    const positions = toArrangedPositions(plan)
    graph.replace({
      nodes: [...graph.nodes().values()].map((node) => ({
        ...node,
        position: positions.get(node.id) ?? node.position,
      })),
      edges: [...graph.edges().values()],
      notes: graph.notes(),
      groups: graph.groups(),
    })
    requestAnimationFrame(fit)
  }

  return (
    <section
      aria-label="Canvas"
      className="relative min-h-0 flex-1 bg-canvas"
      data-region
      data-run-canvas
      ref={frame}
    >
      <GraphView
        label={`Graph of ${detail.workflowName}`}
        onArrange={arrange}
        ref={screen.canvas}
        store={graph}
      />
      {picking === null ? null : <PickBar picking={picking} />}
    </section>
  )
}

/** Fits at first, and again with each change of size for as long as nobody has moved the window over the canvas. */
function useKeptFit(frame: RefObject<HTMLElement | null>, fit: () => void): void {
  // biome-ignore lint/correctness/useExhaustiveDependencies: the fit of a later render does the same
  useEffect(() => {
    const element = frame.current
    if (element === null) return
    const observer = new ResizeObserver(() => requestAnimationFrame(fit))
    const stop = () => observer.disconnect()
    // Choosing a card moves nothing.
    const press = ({ target }: PointerEvent) => {
      if (!(target instanceof Element) || target.closest('.react-flow__node') === null) stop()
    }
    observer.observe(element)
    element.addEventListener('pointerdown', press)
    element.addEventListener('wheel', stop, { passive: true })
    return () => {
      stop()
      element.removeEventListener('pointerdown', press)
      element.removeEventListener('wheel', stop)
    }
  }, [frame])
}
