import { holdsGraph } from '@heddle/core/definition/holds-graph.ts'
import { Copy, MoreHorizontal, Trash2, Workflow } from 'lucide-react'
import { NodeIcon } from '../../../graph-view/node-icon.tsx'
import { IconButton } from '../../../ui/icon-button.tsx'
import { Menu } from '../../../ui/menu.tsx'
import type { MenuEntry } from '../../../ui/menu-entry.tsx'
import { TabPanel, Tabs } from '../../../ui/tabs.tsx'
import { TextArea } from '../../../ui/text-area.tsx'
import { patchNode } from '../core/edit-document.ts'
import { useDocument, useEditor } from '../editor-context.ts'
import { useInspectorTab } from './inspector-tab.ts'
import { NodeName } from './node-name.tsx'
import { NodeParameters } from './node-parameters.tsx'
import { NodeSettings } from './node-settings.tsx'

const tabs = [
  { value: 'parameters', label: 'Parameters' },
  { value: 'settings', label: 'Settings' },
  { value: 'notes', label: 'Notes' },
] as const

export function NodeInspector({ nodeId }: { readonly nodeId: string }) {
  const { registry } = useEditor()
  const document = useDocument()
  const [tab, setTab] = useInspectorTab()
  const node = document.nodes[nodeId]
  if (!node) return null
  const declaration = registry.get(node.type)
  return (
    <>
      <header className="flex items-center gap-2 px-3 pt-3 pb-1">
        <span className="grid size-8 shrink-0 place-items-center rounded-md bg-hover text-text-2">
          <NodeIcon name={declaration?.icon ?? 'circle-dashed'} />
        </span>
        <NodeName nodeId={nodeId} node={node} typeLabel={declaration?.label ?? node.type} />
        <NodeMenu nodeId={nodeId} opensGraph={holdsGraph(declaration)} />
      </header>
      <Tabs value={tab} onValueChange={setTab} label="Parts of the node" tabs={tabs} className="flex-1">
        <TabPanel value="parameters" className="overflow-y-auto">
          <NodeParameters nodeId={nodeId} node={node} declaration={declaration} />
        </TabPanel>
        <TabPanel value="settings" className="overflow-y-auto">
          <NodeSettings nodeId={nodeId} node={node} />
        </TabPanel>
        <TabPanel value="notes" className="overflow-y-auto p-3">
          <NodeNotes nodeId={nodeId} notes={node.notes ?? ''} />
        </TabPanel>
      </Tabs>
    </>
  )
}

function NodeMenu({ nodeId, opensGraph }: { readonly nodeId: string; readonly opensGraph: boolean }) {
  const { actions } = useEditor()
  const open: MenuEntry[] = [
    {
      label: 'Open items’ graph',
      keys: 'O',
      icon: <Workflow />,
      onSelect: () => void actions.openGraph(nodeId),
    },
    { kind: 'separator' },
  ]
  return (
    <Menu
      trigger={
        <IconButton label="More for this node">
          <MoreHorizontal size={16} />
        </IconButton>
      }
      entries={[
        ...(opensGraph ? open : []),
        { label: 'Copy', keys: 'Ctrl+C', icon: <Copy />, onSelect: () => actions.copyChosen() },
        { label: 'Duplicate', keys: 'Ctrl+D', icon: <Copy />, onSelect: () => actions.duplicateChosen() },
        { kind: 'separator' },
        {
          label: 'Delete',
          keys: 'Del',
          icon: <Trash2 />,
          danger: true,
          onSelect: () => actions.deleteChosen(),
        },
      ]}
    />
  )
}

function NodeNotes({ nodeId, notes }: { readonly nodeId: string; readonly notes: string }) {
  const { session } = useEditor()
  return (
    <TextArea
      aria-label="Notes on this node"
      placeholder="What the next person should know about this node"
      rows={10}
      value={notes}
      onChange={(event) => {
        const text = event.target.value
        session.edit((document) => patchNode(document, nodeId, { notes: text === '' ? undefined : text }), {
          label: 'Write notes',
          mergeKey: `notes ${nodeId}`,
        })
      }}
    />
  )
}
