import { createContext, useContext } from 'react'
import type { Point } from './graph-model.ts'
import type { GraphStore } from './graph-store.ts'

export interface ConnectionEnd {
  readonly source: string
  readonly port: string
  readonly target: string
}

/** What the canvas asks its owner to do; a canvas without it is read only. */
export interface GraphEditing {
  /** Positions after a drag or after Alt and arrows, snapped; ids of notes start with `note/`. */
  onMove(moves: readonly (readonly [string, Point])[]): void
  onConnect(end: ConnectionEnd): void
  /** Why this connection may not be made, in a few words; null where it may. */
  refuse(end: ConnectionEnd): string | null
  /** A connection dropped on empty canvas: `at` on the canvas, `screen` in the window. */
  onConnectToEmpty(drop: { source: string; port: string; at: Point; screen: Point }): void
  onDelete(): void
  onNoteText(noteId: string, text: string): void
}

export interface GraphContextValue {
  readonly store: GraphStore
  readonly editing: GraphEditing | null
}

const GraphContext = createContext<GraphContextValue | null>(null)

export const GraphProvider = GraphContext.Provider

export function useGraph(): GraphContextValue {
  const value = useContext(GraphContext)
  if (!value) throw new Error('This part of the canvas is drawn outside GraphView')
  return value
}
