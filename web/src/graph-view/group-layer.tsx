/** Dashed outlines round groups, following their members while they are dragged. */
import { ViewportPortal } from '@xyflow/react'
import { SquareDashed } from 'lucide-react'
import { boxAroundCards } from './card-geometry.ts'
import { useGraph } from './graph-context.ts'
import type { GraphGroup, Point } from './graph-model.ts'
import type { GraphStore } from './graph-store.ts'
import { useGraphTopic } from './use-graph.ts'

const padding = 16

export function GroupLayer() {
  const { store } = useGraph()
  useGraphTopic(store, 'structure')
  if (store.groups().length === 0) return null
  return (
    <ViewportPortal>
      <GroupOutlines store={store} />
    </ViewportPortal>
  )
}

function GroupOutlines({ store }: { readonly store: GraphStore }) {
  useGraphTopic(store, 'positions')
  return store.groups().map((group) => <GroupOutline key={group.id} store={store} group={group} />)
}

function GroupOutline({ store, group }: { readonly store: GraphStore; readonly group: GraphGroup }) {
  const places = group.members.map((id) => store.position(id)).filter((at): at is Point => at !== undefined)
  const box = boxAroundCards(places)
  if (!box) return null
  const style = {
    transform: `translate(${box.left - padding}px, ${box.top - padding}px)`,
    width: box.right - box.left + padding * 2,
    height: box.bottom - box.top + padding * 2,
  }
  return (
    <div className="gv-group" style={style}>
      <span>
        <SquareDashed size={13} aria-hidden="true" /> {group.name} {places.length}
      </span>
    </div>
  )
}
