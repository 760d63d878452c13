/** The panel at the right: the chosen node, connection, several nodes, or the workflow itself. */
import { SidePanel } from '../../../ui/side-panel.tsx'
import { toEdgeKeys } from '../core/edge-key.ts'
import { useDocument, useSelection } from '../editor-context.ts'
import { EdgeInspector } from './edge-inspector.tsx'
import { ManyInspector } from './many-inspector.tsx'
import { NodeInspector } from './node-inspector.tsx'
import { WorkflowInspector } from './workflow-inspector.tsx'

export function Inspector() {
  return (
    <SidePanel name="editor-inspector" label="Inspector" className="max-[1199px]:!w-[280px]">
      <div data-region className="flex min-h-0 flex-1 flex-col" id="inspector">
        <Inspected />
      </div>
    </SidePanel>
  )
}

function Inspected() {
  const document = useDocument()
  const selection = useSelection()
  const nodes = [...selection.nodes].filter((id) => Object.hasOwn(document.nodes, id))
  const [only] = nodes
  if (nodes.length > 1) return <ManyInspector nodeIds={nodes} />
  if (only !== undefined) return <NodeInspector key={only} nodeId={only} />
  const edges = document.edges ?? []
  const index = selection.edge === null ? -1 : toEdgeKeys(edges).indexOf(selection.edge)
  const edge = edges[index]
  if (edge && selection.edge !== null)
    return <EdgeInspector key={selection.edge} edgeKey={selection.edge} edge={edge} index={index} />
  return <WorkflowInspector />
}
