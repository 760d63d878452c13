/** Sizes of the card and the curves between cards; pure, in canvas pixels at zoom 1. */
import type { Point } from './graph-model.ts'

export const cardWidth = 184
export const cardHeight = 56
export const snapStep = 8
export const gapAcross = 16
export const gapDown = 40
export const failurePortName = 'failure'

const eyeletReach = 5
const portSpread = 68
const failurePortX = 160
/** Where the first and the last of many ports sit: clear of the corner, and of the failure port. */
const firstPortX = 20
const lastPortX = 136
/** Where on the thread its label sits: alone, and where threads with labels leave side by side and lie apart further on. */
const labelAt = 0.42
const forkLabelAt = 0.62
/** Height of a label, gap to the next one, and the widths between which it is drawn. */
const labelHeight = 18
const labelGap = 6
const narrowestLabel = 40
const widestLabel = 200
/** Width of one letter of a label, and of its edges together. */
const labelLetter = 6.6
const labelEdges = 14

/** Middle of the eyelet that threads enter, relative to the card. */
export const inPortOffset: Point = { x: cardWidth / 2, y: 0 }

/** Middle of the eyelet or diamond of `port`, relative to the card; an undeclared port leaves from the middle. */
export function outPortOffset(ports: readonly string[], port: string): Point {
  if (port === failurePortName) return { x: failurePortX, y: cardHeight }
  const index = Math.max(0, ports.indexOf(port))
  const count = Math.max(1, ports.length)
  if (count > 2) return { x: firstPortX + ((lastPortX - firstPortX) / (count - 1)) * index, y: cardHeight }
  return { x: cardWidth / 2 + (index - (count - 1) / 2) * portSpread, y: cardHeight }
}

export interface ThreadCurve {
  readonly from: Point
  readonly to: Point
  /** Length of both vertical handles. */
  readonly handle: number
}

/** The cubic between two eyelets: it leaves and enters straight, handles 0.55 of the height and 28 at least. */
export function toThreadCurve(from: Point, to: Point): ThreadCurve {
  const start = { x: from.x, y: from.y + eyeletReach }
  const end = { x: to.x, y: to.y - eyeletReach }
  return { from: start, to: end, handle: Math.max(28, Math.abs(end.y - start.y) * 0.55) }
}

export function toPath({ from, to, handle }: ThreadCurve): string {
  return `M${from.x} ${from.y}C${from.x} ${from.y + handle} ${to.x} ${to.y - handle} ${to.x} ${to.y}`
}

interface LabelledThread {
  readonly curve: ThreadCurve
  readonly text: string
}

export interface LabelPlace extends Point {
  readonly maxWidth: number
}

/** Where the label sits and how wide it may be, so that it covers none of those on the threads beside it. */
export function placeLabel(own: LabelledThread, beside: readonly LabelledThread[]): LabelPlace {
  const near = widthBeside(own, beside, labelAt)
  const wanted = labelWidth(own.text)
  const isFree = near >= wanted && beside.every((other) => fitsBeside(own, other))
  const t = isFree ? labelAt : forkLabelAt
  const room = isFree ? near : widthBeside(own, beside, forkLabelAt)
  return { ...toLabelPoint(own.curve, t), maxWidth: Math.max(narrowestLabel, Math.floor(room)) }
}

/** True when both labels have their full width where labels sit on threads that are alone. */
function fitsBeside(own: LabelledThread, other: LabelledThread): boolean {
  const room = widthBeside(own, [other], labelAt)
  return room >= Math.max(labelWidth(own.text), labelWidth(other.text))
}

/** Room for a label in the middle of its point: half of it lies towards the nearest label at the same height. */
function widthBeside(own: LabelledThread, beside: readonly LabelledThread[], t: number): number {
  const at = toLabelPoint(own.curve, t)
  return beside.reduce((room, { curve }) => {
    const other = toLabelPoint(curve, t)
    const isLevel = Math.abs(other.y - at.y) < labelHeight
    return isLevel ? Math.min(room, Math.abs(other.x - at.x) - labelGap) : room
  }, widestLabel)
}

function labelWidth(text: string): number {
  return Math.min(widestLabel, text.length * labelLetter + labelEdges)
}

function toLabelPoint({ from, to, handle }: ThreadCurve, t: number): Point {
  const a = (1 - t) ** 3
  const b = 3 * (1 - t) ** 2 * t
  const c = 3 * (1 - t) * t ** 2
  const d = t ** 3
  return {
    x: (a + b) * from.x + (c + d) * to.x,
    y: a * from.y + b * (from.y + handle) + c * (to.y - handle) + d * to.y,
  }
}

export interface Box {
  readonly left: number
  readonly top: number
  readonly right: number
  readonly bottom: number
}

/** The smallest box round cards at these positions, or null where there are none. */
export function boxAroundCards(positions: Iterable<Point>): Box | null {
  let left = Number.POSITIVE_INFINITY
  let top = Number.POSITIVE_INFINITY
  let right = Number.NEGATIVE_INFINITY
  let bottom = Number.NEGATIVE_INFINITY
  for (const { x, y } of positions) {
    left = Math.min(left, x)
    top = Math.min(top, y)
    right = Math.max(right, x + cardWidth)
    bottom = Math.max(bottom, y + cardHeight)
  }
  return left === Number.POSITIVE_INFINITY ? null : { left, top, right, bottom }
}

export function snap(point: Point): Point {
  return { x: Math.round(point.x / snapStep) * snapStep, y: Math.round(point.y / snapStep) * snapStep }
}
