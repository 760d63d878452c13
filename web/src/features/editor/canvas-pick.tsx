/** The list that opens on the canvas: a node type to add here, or a node to connect to. */
import { useMemo } from 'react'
import { cardWidth } from '../../graph-view/card-geometry.ts'
import type { Point } from '../../graph-view/graph-model.ts'
import { NodeIcon } from '../../graph-view/node-icon.tsx'
import { refuseConnection } from './core/refuse-connection.ts'
import type { NewNodePlace } from './editor-actions.ts'
import { useEditor } from './editor-context.ts'
import { QuickPick } from './quick-pick.tsx'

export type CanvasPickRequest =
  | { readonly kind: 'add'; readonly screen: Point; readonly place: NewNodePlace }
  | { readonly kind: 'connect'; readonly screen: Point; readonly source: string }

interface CanvasPickProps {
  readonly request: CanvasPickRequest
  readonly onClose: () => void
}

export function CanvasPick({ request, onClose }: CanvasPickProps) {
  return request.kind === 'add' ? (
    <AddPick screen={request.screen} place={request.place} onClose={onClose} />
  ) : (
    <ConnectPick screen={request.screen} source={request.source} onClose={onClose} />
  )
}

interface AddPickProps {
  readonly screen: Point
  readonly place: NewNodePlace
  readonly onClose: () => void
}

function AddPick({ screen, place, onClose }: AddPickProps) {
  const { declarations, actions } = useEditor()
  const options = useMemo(
    () =>
      declarations.map(({ type, label, group, icon }) => ({
        value: type,
        label,
        detail: group,
        icon: <NodeIcon name={icon} />,
      })),
    [declarations],
  )
  return (
    <QuickPick
      label={place.from ? `Add a node after ${actions.nameOf(place.from.source)}` : 'Add a node'}
      at={screen}
      options={options}
      onClose={() => {
        onClose()
        if (place.from) actions.canvas?.focus(place.from.source)
        else actions.canvas?.takeFocus()
      }}
      onPick={(type) => {
        onClose()
        // The thread's end becomes the card's in eyelet.
        const at = place.at ? { x: place.at.x - cardWidth / 2, y: place.at.y } : undefined
        actions.addNode(type, { at, from: place.from })
      }}
    />
  )
}

function ConnectPick({ screen, source, onClose }: { screen: Point; source: string; onClose: () => void }) {
  const { store, session, actions } = useEditor()
  const port = actions.freePort(source)
  const options = useMemo(
    () =>
      store.order().flatMap((id) => {
        const node = store.node(id)
        if (!node || id === source) return []
        const refusal = refuseConnection(session.document, { source, port, target: id })
        return [
          {
            value: id,
            label: node.name,
            detail: node.typeLabel,
            icon: <NodeIcon name={node.icon} />,
            refusal,
          },
        ]
      }),
    [store, session, source, port],
  )
  return (
    <QuickPick
      label={`Connect ${actions.nameOf(source)} to`}
      at={screen}
      options={options.toSorted((a, b) => Number(a.refusal !== null) - Number(b.refusal !== null))}
      onClose={() => {
        onClose()
        actions.canvas?.focus(source)
      }}
      onPick={(target) => {
        onClose()
        actions.connect({ source, port, target })
        actions.canvas?.focus(source)
      }}
    />
  )
}
