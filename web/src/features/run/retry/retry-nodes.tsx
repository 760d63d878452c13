/** The nodes that run again because the person says so: a list to search, or the cards on the canvas. */
import { SquareDashedMousePointer } from 'lucide-react'
import { useState } from 'react'
import { Button } from '../../../ui/button.tsx'
import { Checkbox } from '../../../ui/checkbox.tsx'
import { SearchInput } from '../../../ui/search-input.tsx'
import { StatusIcon } from '../../../ui/status-icon.tsx'
import { VirtualList } from '../../../ui/virtual-list.tsx'
import { toggleNode } from '../core/retry-wish.ts'
import { useRun } from '../run-context.ts'
import type { RetryFieldProps } from './retry-field-props.ts'

const rowHeight = 28
const rowsShown = 5

export function RetryNodes({ wish, target, onChange }: RetryFieldProps) {
  const { model, screen } = useRun()
  const [words, setWords] = useState('')
  const wanted = words.trim().toLowerCase()
  const nodes = target.plan.nodes.filter(
    ({ id, name }) => id.toLowerCase().includes(wanted) || name.toLowerCase().includes(wanted),
  )
  const chosen = new Set(wish.nodeIds)
  const statusOf = (nodeId: string) => {
    const index = model.plan.indexOf.get(nodeId)
    return index === undefined ? null : model.live.state().getNode(index).status
  }
  return (
    <div className="mt-2 ml-[22px]">
      <div className="mb-1.5 flex gap-2">
        <SearchInput
          className="flex-1"
          label="Search nodes"
          onValueChange={setWords}
          placeholder="Search nodes"
          value={words}
        />
        <Button
          icon={<SquareDashedMousePointer aria-hidden="true" />}
          onClick={() => screen.setDialog({ kind: 'pick', wish })}
          size={24}
        >
          Choose on the canvas
        </Button>
      </div>
      {nodes.length === 0 ? (
        <p className="text-12 text-text-2">No node has this in its name.</p>
      ) : (
        <div style={{ height: Math.min(rowsShown, nodes.length) * rowHeight + 2 }}>
          <VirtualList
            className="h-full rounded-md border border-line-strong bg-surface"
            items={nodes}
            keyOf={(node) => node.id}
            label="Nodes to run again"
            render={(node) => (
              <div className="flex h-7 items-center gap-2 px-2 hover:bg-hover">
                <Checkbox
                  checked={chosen.has(node.id)}
                  className="min-w-0 flex-1 [&>label]:flex-1 [&>label]:truncate"
                  label={node.name}
                  onCheckedChange={() => onChange(toggleNode(wish, node.id))}
                >
                  {node.name}
                </Checkbox>
                <FormerStatus status={statusOf(node.id)} />
              </div>
            )}
            rowHeight={rowHeight}
          />
        </div>
      )}
    </div>
  )
}

function FormerStatus({ status }: { readonly status: Parameters<typeof StatusIcon>[0]['status'] | null }) {
  if (status === null) return <span className="text-12 text-text-3">New</span>
  return <StatusIcon size={14} status={status} title={status} />
}
