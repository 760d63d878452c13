/** The panel at the right: the chosen node, connection, several nodes, or the workflow itself. */
import type { KeyboardEvent } from 'react'
import { cx } from '../../../ui/class-names.ts'
import { SidePanel } from '../../../ui/side-panel.tsx'
import { toEdgeKeys } from '../core/edge-key.ts'
import { useDocument, useEditor, usePlace, useSelection } from '../editor-context.ts'
import { EdgeInspector } from './edge-inspector.tsx'
import { GraphInspector } from './graph-inspector.tsx'
import { useWorkflowShown } from './inspector-tab.ts'
import { ManyInspector } from './many-inspector.tsx'
import { NodeInspector } from './node-inspector.tsx'
import { WorkflowInspector } from './workflow-inspector.tsx'

export function Inspector() {
  const { actions } = useEditor()
  const { nodes, edge } = useSelection()
  const isShown = useWorkflowShown() || nodes.size > 0 || edge !== null

  /** Escape goes back to the chosen card. Lists that open from here lie elsewhere in the page and close by themselves. */
  function goBack(event: KeyboardEvent<HTMLDivElement>) {
    const isInside = event.target instanceof Node && event.currentTarget.contains(event.target)
    const [only] = actions.chosenNodes()
    if (event.key !== 'Escape' || event.defaultPrevented || !isInside || only === undefined) return
    event.preventDefault()
    actions.canvas?.focus(only)
  }

  return (
    <SidePanel
      name="editor-inspector"
      label="Inspector"
      className={cx('max-[1199px]:!w-[280px]', !isShown && 'max-[899px]:hidden')}
    >
      {/* biome-ignore lint/a11y/noStaticElementInteractions: the keys are those of the fields inside */}
      <div data-region className="flex min-h-0 flex-1 flex-col" id="inspector" onKeyDown={goBack}>
        <Inspected />
      </div>
    </SidePanel>
  )
}

function Inspected() {
  const document = useDocument()
  const selection = useSelection()
  const place = usePlace()
  const nodes = [...selection.nodes].filter((id) => Object.hasOwn(document.nodes, id))
  const [only] = nodes
  if (nodes.length > 1) return <ManyInspector nodeIds={nodes} />
  if (only !== undefined) return <NodeInspector key={[...place, only].join(' ')} nodeId={only} />
  const edges = document.edges ?? []
  const index = selection.edge === null ? -1 : toEdgeKeys(edges).indexOf(selection.edge)
  const edge = edges[index]
  if (edge && selection.edge !== null)
    return <EdgeInspector key={selection.edge} edgeKey={selection.edge} edge={edge} index={index} />
  return place.length === 0 ? <WorkflowInspector /> : <GraphInspector />
}
