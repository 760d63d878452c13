/** The one place that knows the icon, the word and the colour of every status; canvas, table, timeline and legend all ask here. */
// biome-ignore lint/style/noRestrictedImports: the table must not compile until a new status of the core stands in it
import type { ExecutionStatus, NodeStatus } from '@heddle/core/execution/status.ts'

export type AnyStatus = ExecutionStatus | NodeStatus

export interface StatusStyle {
  /** Sentence case, as it stands beside the icon. */
  word: string
  /** A colour token, for SVG and inline styles. */
  color: string
  /** The tint behind a chip; statuses that carry no hue take the neutral one. */
  soft: string
  textClass: string
  chipClass: string
}

const pending: StatusStyle = {
  word: 'Pending',
  color: 'var(--st-pending)',
  soft: 'var(--hover)',
  textClass: 'text-st-pending',
  chipClass: 'bg-hover text-st-pending',
}
const running: StatusStyle = {
  word: 'Running',
  color: 'var(--st-running)',
  soft: 'var(--st-running-soft)',
  textClass: 'text-st-running',
  chipClass: 'bg-st-running-soft text-st-running',
}
const completed: StatusStyle = {
  word: 'Completed',
  color: 'var(--st-completed)',
  soft: 'var(--st-completed-soft)',
  textClass: 'text-st-completed',
  chipClass: 'bg-st-completed-soft text-st-completed',
}
const failed: StatusStyle = {
  word: 'Failed',
  color: 'var(--st-failed)',
  soft: 'var(--st-failed-soft)',
  textClass: 'text-st-failed',
  chipClass: 'bg-st-failed-soft text-st-failed',
}
const cancelled: StatusStyle = {
  word: 'Cancelled',
  color: 'var(--st-cancelled)',
  soft: 'var(--hover)',
  textClass: 'text-st-cancelled',
  chipClass: 'bg-hover text-st-cancelled',
}

export const executionStatusStyle: Record<ExecutionStatus, StatusStyle> = {
  pending,
  running,
  paused: {
    word: 'Paused',
    color: 'var(--st-paused)',
    soft: 'var(--hover)',
    textClass: 'text-st-paused',
    chipClass: 'bg-hover text-st-paused',
  },
  completed,
  failed,
  cancelled,
}

export const nodeStatusStyle: Record<NodeStatus, StatusStyle> = {
  pending,
  queued: {
    word: 'Queued',
    color: 'var(--st-queued)',
    soft: 'var(--hover)',
    textClass: 'text-st-queued',
    chipClass: 'bg-hover text-st-queued',
  },
  running,
  waiting: {
    word: 'Waiting',
    color: 'var(--st-waiting)',
    soft: 'var(--st-waiting-soft)',
    textClass: 'text-st-waiting',
    chipClass: 'bg-st-waiting-soft text-st-waiting',
  },
  retrying: {
    word: 'Retrying',
    color: 'var(--st-retrying)',
    soft: 'var(--st-retrying-soft)',
    textClass: 'text-st-retrying',
    chipClass: 'bg-st-retrying-soft text-st-retrying',
  },
  completed,
  failed,
  skipped: {
    word: 'Skipped',
    color: 'var(--st-skipped)',
    soft: 'var(--hover)',
    textClass: 'text-st-skipped',
    chipClass: 'bg-hover text-st-skipped',
  },
  cancelled,
}

/** The style of a status of either kind; the two kinds never use one word for two things. */
export const statusStyle: Record<AnyStatus, StatusStyle> = { ...executionStatusStyle, ...nodeStatusStyle }
