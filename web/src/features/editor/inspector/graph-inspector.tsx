/** Nothing chosen in a graph inside a node: what the graph is for, and the way back. */
import { ArrowLeft } from 'lucide-react'
import { Button } from '../../../ui/button.tsx'
import { plural } from '../../../ui/format-count.ts'
import { listEnds } from '../core/list-ends.ts'
import { useDocument, useEditor } from '../editor-context.ts'

export function GraphInspector() {
  const { actions } = useEditor()
  const document = useDocument()
  const count = Object.keys(document.nodes).length
  const ends = listEnds(document).map((id) => actions.nameOf(id))
  return (
    <>
      <header className="px-3 pt-3 pb-2">
        <p className="text-12 text-text-3">Items’ graph</p>
        <h2 className="truncate font-semibold">{document.name}</h2>
      </header>
      <div className="grid grid-cols-[minmax(0,1fr)] gap-3 overflow-y-auto border-t border-line p-3">
        <p>
          {count === 0
            ? 'What is drawn here runs once for each item of the list.'
            : `${plural(count, 'node')} run once for each item of the list.`.replace('node run', 'node runs')}
        </p>
        <ul className="grid list-disc gap-1 pl-4 text-12 text-text-2">
          <li>
            They read <code className="mono">item</code>, the run’s <code className="mono">input</code> and
            each other’s outputs, not the nodes outside.
          </li>
          <li>{describeResult(ends)}</li>
          <li>Settings of the workflow, such as nodes at once, do not count in here.</li>
        </ul>
        <div>
          <Button icon={<ArrowLeft size={14} />} keys="Shift+O" onClick={() => actions.leaveGraph()}>
            Back
          </Button>
        </div>
      </div>
    </>
  )
}

function describeResult(ends: readonly string[]): string {
  const [only, ...others] = ends
  if (only === undefined) return 'The result of an item is the output of the node that nothing follows.'
  if (others.length === 0) return `The result of an item is the output of ${only}, which nothing follows.`
  return `The result of an item holds the outputs of ${ends.slice(0, 3).join(', ')}${ends.length > 3 ? ', …' : ''} by node id.`
}
