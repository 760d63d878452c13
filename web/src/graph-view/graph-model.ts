/** What the canvas draws, said without any library's words: editor, run view and diff each map their own state to this. */
import type { NodeStatus } from '@heddle/core/execution/status.ts'

export interface Point {
  readonly x: number
  readonly y: number
}

export interface Size {
  readonly width: number
  readonly height: number
}

export type NodeMark = 'error' | 'warning' | 'breakpoint'

/** Items of a map by what became of them; the rest wait for their turn. */
export interface GraphItems {
  readonly total: number
  readonly completed: number
  readonly failed: number
  readonly running: number
}

export interface GraphNode {
  readonly id: string
  readonly name: string
  readonly typeLabel: string
  /** Icon name from the node type's declaration. */
  readonly icon: string
  /** Second line of the card: type and detail before a run, what matters now in a run. */
  readonly detail: string
  readonly position: Point
  /** Ports that an edge may leave, without `failure`. */
  readonly ports: readonly string[]
  readonly hasFailureEdge: boolean
  /** Words beside the in eyelet, only for a rule other than the default. */
  readonly triggerRuleLabel?: string | undefined
  readonly status?: NodeStatus | undefined
  readonly mark?: NodeMark | undefined
  readonly attempt?: { readonly n: number; readonly of: number } | undefined
  /** From 0 to 1; draws the bar on the bottom edge. */
  readonly progress?: number | undefined
  /** It stands for many runs: draws a second edge below the card. */
  readonly isStack?: boolean | undefined
  /** Of a map: draws the counted bar. */
  readonly items?: GraphItems | undefined
  /** The node type is not known here: drawn dashed, kept as it is. */
  readonly unknown?: boolean | undefined
}

export const threadStates = [
  'rest',
  'chosen',
  'not-reached',
  'on-its-way',
  'taken',
  'not-taken',
  'cut',
  'failure',
] as const
export type ThreadState = (typeof threadStates)[number]

export interface GraphEdge {
  readonly id: string
  readonly source: string
  readonly target: string
  readonly port: string
  readonly when?: string | undefined
  readonly state: ThreadState
}

/** A sticky note on the canvas. The text is shown as plain paragraphs; the first line of several is its heading. */
export interface GraphNote {
  readonly id: string
  readonly text: string
  readonly position: Point
  readonly size: Size
}

/** A dashed outline round its member nodes. */
export interface GraphGroup {
  readonly id: string
  readonly name: string
  readonly members: readonly string[]
}

export interface Graph {
  readonly nodes: readonly GraphNode[]
  readonly edges: readonly GraphEdge[]
  readonly notes: readonly GraphNote[]
  readonly groups: readonly GraphGroup[]
}

/** How much of a card is drawn, by zoom. */
export type ZoomLevel = 'near' | 'middle' | 'far'

export function zoomLevelOf(zoom: number): ZoomLevel {
  if (zoom >= 0.7) return 'near'
  return zoom >= 0.25 ? 'middle' : 'far'
}
