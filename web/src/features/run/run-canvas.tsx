import { useEffect } from 'react'
import { GraphView } from '../../graph-view/graph-view.tsx'
import { toArrangedPositions } from './core/run-graph.ts'
import { useRun } from './run-context.ts'

/** The graph of the run, read only: statuses come to it through its store. */
export function RunCanvas() {
  const { model, detail, screen } = useRun()
  const { graph, plan } = model
  const { fit } = screen

  // biome-ignore lint/correctness/useExhaustiveDependencies: once, when the canvas has been drawn for the first time
  useEffect(() => {
    const request = requestAnimationFrame(fit)
    return () => cancelAnimationFrame(request)
  }, [model])

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
    <section aria-label="Canvas" className="relative min-h-0 flex-1 bg-canvas" data-region data-run-canvas>
      <GraphView
        label={`Graph of ${detail.workflowName}`}
        onArrange={arrange}
        ref={screen.canvas}
        store={graph}
      />
    </section>
  )
}
