import { holdsGraph } from '@heddle/core/definition/holds-graph.ts'
import {
  AlignCenterHorizontal,
  AlignCenterVertical,
  AlignEndHorizontal,
  AlignEndVertical,
  AlignHorizontalDistributeCenter,
  AlignStartHorizontal,
  AlignStartVertical,
  AlignVerticalDistributeCenter,
  Copy,
  SquareDashed,
  Trash2,
  Workflow,
} from 'lucide-react'
import type { ReactElement } from 'react'
import { Button } from '../../../ui/button.tsx'
import { plural } from '../../../ui/format-count.ts'
import { IconButton } from '../../../ui/icon-button.tsx'
import type { Alignment } from '../core/align-nodes.ts'
import { useEditor } from '../editor-context.ts'

const alignments: readonly {
  readonly value: Alignment
  readonly label: string
  readonly icon: ReactElement
}[] = [
  { value: 'left', label: 'Align left', icon: <AlignStartVertical /> },
  { value: 'centre', label: 'Align centres', icon: <AlignCenterVertical /> },
  { value: 'right', label: 'Align right', icon: <AlignEndVertical /> },
  { value: 'top', label: 'Align tops', icon: <AlignStartHorizontal /> },
  { value: 'middle', label: 'Align middles', icon: <AlignCenterHorizontal /> },
  { value: 'bottom', label: 'Align bottoms', icon: <AlignEndHorizontal /> },
  { value: 'spread-across', label: 'Spread across', icon: <AlignHorizontalDistributeCenter /> },
  { value: 'spread-down', label: 'Spread down', icon: <AlignVerticalDistributeCenter /> },
]

export function ManyInspector({ nodeIds }: { readonly nodeIds: readonly string[] }) {
  const { actions, declarations } = useEditor()
  const holder = declarations.find(holdsGraph)
  return (
    <>
      <header className="px-3 pt-3 pb-2">
        <h2 className="font-semibold">{plural(nodeIds.length, 'node')} chosen</h2>
      </header>
      <div className="grid grid-cols-[minmax(0,1fr)] gap-4 overflow-y-auto border-t border-line p-3">
        <section aria-label="Align" className="flex flex-wrap gap-0.5">
          {alignments.map(({ value, label, icon }) => (
            <IconButton key={value} label={label} onClick={() => actions.align(value)}>
              {icon}
            </IconButton>
          ))}
        </section>
        <div className="flex flex-wrap gap-2">
          <Button icon={<SquareDashed size={14} />} keys="Ctrl+G" onClick={() => actions.toggleGroup()}>
            Group
          </Button>
          <Button icon={<Copy size={14} />} keys="Ctrl+D" onClick={() => actions.duplicateChosen()}>
            Duplicate
          </Button>
          {holder === undefined ? null : (
            <Button icon={<Workflow size={14} />} onClick={() => actions.wrapChosen(holder.type)}>
              Move into a new {holder.label}
            </Button>
          )}
          <Button
            variant="danger"
            icon={<Trash2 size={14} />}
            keys="Del"
            onClick={() => actions.deleteChosen()}
          >
            Delete {plural(nodeIds.length, 'node')}
          </Button>
        </div>
        <ul className="text-12 text-text-2">
          {nodeIds.slice(0, 50).map((id) => (
            <li key={id} className="truncate">
              {actions.nameOf(id)}
            </li>
          ))}
        </ul>
      </div>
    </>
  )
}
