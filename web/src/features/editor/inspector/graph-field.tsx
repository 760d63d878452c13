/** The graph inside a node: how much it holds, and the way into it. */
import type { NodeDefinition } from '@heddle/core/definition/workflow-document.ts'
import { Workflow } from 'lucide-react'
import { Button } from '../../../ui/button.tsx'
import { ErrorLine } from '../../../ui/error-state.tsx'
import { plural } from '../../../ui/format-count.ts'
import { setParam } from '../core/edit-document.ts'
import { findInnerGraph, graphParam } from '../core/inner-graph.ts'
import { useEditor } from '../editor-context.ts'

interface GraphFieldProps {
  readonly nodeId: string
  readonly node: NodeDefinition
  readonly help: string | undefined
  readonly error: string | undefined
}

export function GraphField({ nodeId, node, help, error }: GraphFieldProps) {
  const { actions, session } = useEditor()
  const graph = findInnerGraph(node)
  const isThere = node.params?.[graphParam] !== undefined
  return (
    <section aria-label="Items’ graph">
      <h2 className="mb-1 flex h-5 items-center text-12 font-medium text-text-2">Items’ graph</h2>
      <div className="flex flex-wrap items-center gap-2">
        {isThere && graph === null ? null : (
          <Button icon={<Workflow size={14} />} keys="O" onClick={() => actions.openGraph(nodeId)}>
            {isThere ? 'Open items’ graph' : 'Draw items’ graph'}
          </Button>
        )}
        {isThere ? (
          <Button
            variant="quiet"
            onClick={() =>
              session.edit((now) => setParam(now, nodeId, { name: graphParam, value: undefined }), {
                label: 'Remove the graph',
              })
            }
          >
            Remove
          </Button>
        ) : null}
      </div>
      {error === undefined ? (
        <p className="mt-1 text-12 text-text-3">{describeGraph(graph) ?? help}</p>
      ) : (
        <ErrorLine className="mt-1" text={error} />
      )}
      {isThere && graph === null ? (
        <ErrorLine
          className="mt-1"
          text="It cannot be drawn as it stands. Mend it in the code view, or remove it."
        />
      ) : null}
    </section>
  )
}

function describeGraph(graph: ReturnType<typeof findInnerGraph>): string | null {
  if (graph === null) return null
  const nodes = plural(Object.keys(graph.nodes).length, 'node')
  return `${nodes}, ${plural(graph.edges?.length ?? 0, 'connection')}, run for each item. A double click on the node opens it too.`
}
