/** What the editor can do, whoever asks: palette, keys, menus, canvas. Each says what it did. */
import { holdsGraph } from '@heddle/core/definition/holds-graph.ts'
import type { NodeTypeRegistry } from '@heddle/core/definition/node-type.ts'
import { defaultPort, type WorkflowDocument } from '@heddle/core/definition/workflow-document.ts'
import type { RefObject } from 'react'
import { arrangeGraph } from '../../graph-view/arrange-graph.ts'
import { boxAroundCards, snap } from '../../graph-view/card-geometry.ts'
import type { GraphHandle } from '../../graph-view/graph-handle.ts'
import type { Point } from '../../graph-view/graph-model.ts'
import type { GraphStore } from '../../graph-view/graph-store.ts'
import { announce } from '../../ui/announce.tsx'
import { plural } from '../../ui/format-count.ts'
import { type Alignment, alignNodes } from './core/align-nodes.ts'
import { clearNotes } from './core/clear-notes.ts'
import { copyNodes, pasteNodes } from './core/clipboard-text.ts'
import {
  addNode,
  type ConnectionEnds,
  connect,
  moveParts,
  removeParts,
  renameNodeId,
  setParam,
} from './core/edit-document.ts'
import { toFreshId, toFreshName } from './core/fresh-id.ts'
import { groupNodes, readGroups, ungroupNodes } from './core/groups.ts'
import { findInnerGraph, type GraphPlace, graphParam } from './core/inner-graph.ts'
import { addNote, readNotes } from './core/notes.ts'
import { placeAround, placeBelow } from './core/place-node.ts'
import { refuseConnection } from './core/refuse-connection.ts'
import { wrapNodes } from './core/wrap-nodes.ts'
import { type GraphSession, isSamePlace } from './graph-session.ts'

export interface NewNodePlace {
  /** Top left of the card on the canvas; found by itself when missing. */
  readonly at?: Point | undefined
  /** The new node is connected from here. */
  readonly from?: { readonly source: string; readonly port: string } | undefined
}

interface ActionParts {
  readonly session: GraphSession
  readonly store: GraphStore
  readonly registry: NodeTypeRegistry
  readonly canvas: RefObject<GraphHandle | null>
}

export class EditorActions {
  readonly #parts: ActionParts
  /** What was copied in this tab, for browsers that do not let pages read the clipboard. */
  #clip = ''

  constructor(parts: ActionParts) {
    this.#parts = parts
  }

  get canvas(): GraphHandle | null {
    return this.#parts.canvas.current
  }

  addNode(type: string, { at, from }: NewNodePlace = {}): void {
    const { session, registry } = this.#parts
    const { nodes } = session.document
    const label = registry.get(type)?.label ?? type
    const id = toFreshId(type, (wish) => Object.hasOwn(nodes, wish))
    const names = new Set(Object.values(nodes).map((node) => node.name))
    const name = toFreshName(label, (wish) => names.has(wish))
    const position = at ? snap(at) : this.#findPlace(from?.source)
    session.edit(
      (document) => {
        const added = addNode(document, { id, type, name, position })
        return from ? connect(added, { ...from, target: id }) : added
      },
      { label: `Add ${name}` },
    )
    announce(from ? `Added ${name} after ${this.nameOf(from.source)}` : `Added ${name}`)
    this.canvas?.focus(id)
  }

  connect(ends: ConnectionEnds): void {
    const { session } = this.#parts
    const refusal = refuseConnection(session.document, ends)
    if (refusal) {
      announce(`Not connected: ${refusal}`)
      return
    }
    session.edit((document) => connect(document, ends), { label: 'Connect' })
    announce(`Connected ${this.nameOf(ends.source)} to ${this.nameOf(ends.target)}`)
  }

  move(moves: readonly (readonly [string, Point])[]): void {
    this.#parts.session.edit((document) => moveParts(document, moves), {
      label: moves.length === 1 ? 'Move' : `Move ${moves.length} parts`,
      mergeKey: `move ${moves.map(([id]) => id).join()}`,
    })
  }

  /** Gives a node another id and keeps it chosen. False when the id is taken. */
  renameId(from: string, to: string): boolean {
    const { session, store } = this.#parts
    if (Object.hasOwn(session.document.nodes, to)) return from === to
    session.edit((document) => renameNodeId(document, from, to), { label: `Change id to ${to}` })
    store.select({ nodes: new Set([to]), edge: null })
    return true
  }

  deleteChosen(): void {
    const { session, store } = this.#parts
    const { nodes, edge } = store.selection()
    const notes = new Set([...nodes].filter(isNote).map(toNote))
    const cards = this.chosenNodes()
    if (cards.size + notes.size === 0 && edge === null) return
    const only = cards.size === 1 ? [...cards][0] : undefined
    const what = only
      ? this.nameOf(only)
      : cards.size > 0
        ? plural(cards.size, 'node')
        : edge
          ? 'connection'
          : notes.size > 1
            ? plural(notes.size, 'note')
            : 'note'
    const order = store.order()
    const beside = only ? (order[order.indexOf(only) - 1] ?? order[1]) : undefined
    session.edit((document) => removeParts(document, { nodes: cards, edge, notes }), {
      label: `Delete ${what}`,
    })
    store.select({ nodes: new Set(), edge: null })
    announce(`Deleted ${what}`)
    if (beside) this.canvas?.focus(beside)
    else this.canvas?.takeFocus()
  }

  copyChosen(): boolean {
    const chosen = this.chosenNodes()
    const text = copyNodes(this.#parts.session.document, chosen)
    if (text === null) return false
    this.#clip = text
    // Refused on pages that are not secure; pasting in this tab works all the same.
    navigator.clipboard?.writeText(text).catch(() => undefined)
    announce(`Copied ${plural(chosen.size, 'node')}`)
    return true
  }

  cutChosen(): void {
    if (this.copyChosen()) this.deleteChosen()
  }

  async paste(): Promise<void> {
    const text = await navigator.clipboard?.readText().catch(() => '')
    this.#pasteText(text || this.#clip, null)
  }

  duplicateChosen(): void {
    const chosen = this.chosenNodes()
    const text = copyNodes(this.#parts.session.document, chosen)
    const places = [...chosen].flatMap((id) => this.#parts.store.position(id) ?? [])
    const corner = cornerOf(places)
    if (text === null) return
    this.#pasteText(text, { x: corner.x + 24, y: corner.y + 24 })
    announce(`Duplicated ${plural(chosen.size, 'node')}`)
  }

  chooseAll(): void {
    const { store } = this.#parts
    store.select({ nodes: new Set(store.nodes().keys()), edge: null })
    announce(`Chose ${plural(store.nodes().size, 'node')}`)
  }

  align(alignment: Alignment): void {
    const { session, store } = this.#parts
    const places = new Map([...this.chosenNodes()].map((id) => [id, store.position(id) ?? { x: 0, y: 0 }]))
    session.edit((document) => moveParts(document, alignNodes(places, alignment)), { label: 'Align' })
  }

  async arrange(): Promise<void> {
    const { session, store } = this.#parts
    const { document, place } = session
    const ids = Object.keys(document.nodes)
    const arranged = await arrangeGraph(ids, document.edges ?? [])
    // Another graph is shown by now: the places are not meant for what bears the same ids there.
    if (!isSamePlace(place, session.place)) return
    const places = keepCorner(
      arranged,
      ids.map((id) => store.position(id)),
    )
    // Whatever was edited while the layout ran stays: only positions are taken over.
    for (const [id, at] of clearNotes(store.notes(), [...places.values()])) places.set(`note/${id}`, at)
    session.edit((now) => moveParts(now, places), { label: 'Arrange' })
    announce(`Arranged ${plural(store.nodes().size, 'node')}`)
    requestAnimationFrame(() => this.canvas?.fit())
  }

  addNote(): void {
    const { session, store } = this.#parts
    const taken = new Set(readNotes(session.document).map((note) => note.id))
    const id = toFreshId('note', (wish) => taken.has(wish))
    const places = [...store.nodes().keys()].flatMap((node) => store.position(node) ?? [])
    const position = placeAround(this.canvas?.middle() ?? { x: 0, y: 0 }, places)
    session.edit((document) => addNote(document, { id, position }), { label: 'Add a note' })
    store.select({ nodes: new Set([`note/${id}`]), edge: null })
    this.canvas?.writeNote(id)
    announce('Added a note')
  }

  /** Groups the chosen nodes, or takes them out when they are one group already. */
  toggleGroup(): void {
    const { session } = this.#parts
    const chosen = this.chosenNodes()
    if (chosen.size === 0) return
    const groups = readGroups(session.document)
    const whole = groups.find(
      (group) => group.members.length === chosen.size && group.members.every((id) => chosen.has(id)),
    )
    if (whole) {
      session.edit((document) => ungroupNodes(document, chosen), { label: 'Ungroup' })
      announce(`Ungrouped ${whole.name}`)
      return
    }
    const id = toFreshId('group', (wish) => groups.some((group) => group.id === wish))
    const name = toFreshName('Group', (wish) => groups.some((group) => group.name === wish))
    session.edit((document) => groupNodes(document, { id, name, members: [...chosen] }), { label: 'Group' })
    announce(`Grouped ${plural(chosen.size, 'node')}`)
  }

  /** Shows another graph of the document, with this node in view where one is named. */
  showGraph(place: GraphPlace, nodeId?: string): void {
    const { session, store } = this.#parts
    if (isSamePlace(place, session.place)) return
    session.show(place)
    if (nodeId !== undefined && store.node(nodeId)) store.select({ nodes: new Set([nodeId]), edge: null })
    // Drawn with the next frame.
    requestAnimationFrame(() => this.canvas?.fitReadable(nodeId))
    announce(`Shows the graph of ${session.document.name}`)
  }

  /** Opens the graph that a node holds; false where it holds none. Changes nothing, as a double click should not. */
  openKnownGraph(nodeId: string): boolean {
    const node = this.#parts.session.document.nodes[nodeId]
    return node !== undefined && findInnerGraph(node) !== null && this.openGraph(nodeId)
  }

  /** Opens the graph inside a node, an empty one where there is none yet. False where it cannot be drawn. */
  openGraph(nodeId: string): boolean {
    const { session, registry } = this.#parts
    const node = session.document.nodes[nodeId]
    if (node === undefined || !holdsGraph(registry.get(node.type))) return false
    if (node.params?.[graphParam] === undefined) {
      const value = { nodes: {}, edges: [] }
      session.edit((now) => setParam(now, nodeId, { name: graphParam, value }), { label: 'Start a graph' })
    }
    const place = [...session.place, nodeId]
    this.showGraph(place)
    requestAnimationFrame(() => this.canvas?.takeFocus())
    return isSamePlace(session.place, place)
  }

  /** Moves the chosen nodes into the graph of a new node of this type, and chooses that. */
  wrapChosen(type: string): void {
    const { session, store, registry } = this.#parts
    const chosen = this.chosenNodes()
    const { nodes } = session.document
    const id = toFreshId(type, (wish) => Object.hasOwn(nodes, wish))
    const names = new Set(Object.values(nodes).map((node) => node.name))
    const name = toFreshName(registry.get(type)?.label ?? type, (wish) => names.has(wish))
    const position = cornerOf([...chosen].flatMap((node) => store.position(node) ?? []))
    const wrapped = wrapNodes(session.document, chosen, { id, type, name, position })
    if (wrapped === null) {
      announce('Not moved: a way leads out of these nodes and back into them')
      return
    }
    session.edit(() => wrapped, { label: `Move ${plural(chosen.size, 'node')} into ${name}` })
    announce(`Moved ${plural(chosen.size, 'node')} into ${name}`)
    this.canvas?.focus(id)
  }

  /** Goes back to the graph around the one that is shown, with the node that holds it chosen. */
  leaveGraph(): void {
    const { place } = this.#parts.session
    const holder = place.at(-1)
    if (holder === undefined) return
    this.showGraph(place.slice(0, -1), holder)
    requestAnimationFrame(() => this.canvas?.focus(holder))
  }

  /** Chosen nodes, without notes. */
  chosenNodes(): Set<string> {
    const { store } = this.#parts
    return new Set([...store.selection().nodes].filter((id) => store.node(id) !== undefined))
  }

  nameOf(nodeId: string): string {
    return this.#parts.session.document.nodes[nodeId]?.name ?? nodeId
  }

  /** Where a connection starts that is made with the keyboard: the first port that nothing leaves by yet. */
  freePort(nodeId: string): string {
    const { store, session } = this.#parts
    const ports = store.node(nodeId)?.ports ?? []
    const leaving = (session.document.edges ?? []).filter(({ source }) => source === nodeId)
    const used = new Set(leaving.map(({ port }) => port ?? defaultPort))
    return ports.find((port) => !used.has(port)) ?? ports[0] ?? defaultPort
  }

  #findPlace(below: string | undefined): Point {
    const { store } = this.#parts
    const chosen = [...this.chosenNodes()]
    const anchor = below ?? (chosen.length === 1 ? chosen[0] : undefined)
    const places = [...store.nodes().keys()].flatMap((id) => store.position(id) ?? [])
    const card = anchor ? store.position(anchor) : undefined
    return card ? placeBelow(card, places) : placeAround(this.canvas?.middle() ?? { x: 0, y: 0 }, places)
  }

  #pasteText(text: string, at: Point | null): void {
    const { session, store } = this.#parts
    const places = [...store.nodes().keys()].flatMap((id) => store.position(id) ?? [])
    const place = at ?? placeAround(this.canvas?.middle() ?? { x: 0, y: 0 }, places)
    const pasted = pasteNodes(session.document, text, place)
    if (!pasted) {
      announce('There are no nodes on the clipboard')
      return
    }
    const { document, nodeIds } = pasted
    session.edit((): WorkflowDocument => document, { label: `Paste ${plural(nodeIds.length, 'node')}` })
    store.select({ nodes: new Set(nodeIds), edge: null })
    announce(`Pasted ${plural(nodeIds.length, 'node')}`)
  }
}

const isNote = (id: string) => id.startsWith('note/')
const toNote = (id: string) => id.slice('note/'.length)

/** Moves a new layout to where the old one began, so that notes beside it stay beside it. */
function keepCorner(
  places: ReadonlyMap<string, Point>,
  before: readonly (Point | undefined)[],
): Map<string, Point> {
  const old = cornerOf(before.filter((at) => at !== undefined))
  const now = cornerOf([...places.values()])
  return new Map(
    [...places].map(([id, { x, y }]) => [id, snap({ x: x - now.x + old.x, y: y - now.y + old.y })]),
  )
}

function cornerOf(points: readonly Point[]): Point {
  const box = boxAroundCards(points)
  return { x: box?.left ?? 0, y: box?.top ?? 0 }
}
