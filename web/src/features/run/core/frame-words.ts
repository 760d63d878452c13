/** What a screen reader hears of a frame: the settled nodes by name, a few at once, never each of thousands. */
import type { ExecutionEvent } from '@heddle/core/execution/event.ts'
import type { ExecutionState } from '@heddle/core/execution/state.ts'
import { isSettled, type NodeStatus } from '@heddle/core/execution/status.ts'
import { plural } from '../../../ui/format-count.ts'
import { formatDuration } from '../../../ui/format-duration.ts'
import { toRunMs } from './card-line.ts'
import { toElapsedMs } from './run-figures.ts'

/** More than this in one announcement are only counted. */
const namedNodes = 3

/** The announcement for events folded since the last one; null where nothing of note happened. */
export function toFrameWords(state: ExecutionState, events: readonly ExecutionEvent[]): string | null {
  const finish = events.find((event) => event.nodeId === null && finishWords.has(event.type))
  const nodes = toSettledNodes(state, events)
  const parts: string[] = []
  if (nodes.length > namedNodes) parts.push(`${plural(nodes.length, 'node')} settled`)
  else parts.push(...nodes.map((index) => toNodeWords(state, index)))
  if (finish) {
    const elapsed = toElapsedMs(state, Date.parse(finish.timestamp))
    parts.push(
      `Run ${finishWords.get(finish.type)}${elapsed === null ? '' : ` after ${formatDuration(elapsed)}`}`,
    )
  }
  return parts.length === 0 ? null : parts.join('; ')
}

const finishWords = new Map<string, string>([
  ['execution_completed', 'completed'],
  ['execution_failed', 'failed'],
  ['execution_cancelled', 'cancelled'],
  ['execution_paused', 'paused'],
  ['execution_resumed', 'resumed'],
])

const spoken: Partial<Record<NodeStatus, string>> = {
  completed: 'completed',
  failed: 'failed',
  retrying: 'is retried',
}

function toSettledNodes(state: ExecutionState, events: readonly ExecutionEvent[]): number[] {
  const indexes = new Set<number>()
  for (const event of events) {
    const index = event.nodeId === null ? undefined : state.plan.indexOf.get(event.nodeId)
    if (index === undefined) continue
    const { status } = state.getNode(index)
    if (spoken[status] !== undefined && (isSettled(status) || event.type === 'node_retrying'))
      indexes.add(index)
  }
  return [...indexes]
}

function toNodeWords(state: ExecutionState, index: number): string {
  const record = state.getNode(index)
  const name = state.plan.nodes[index]?.name ?? ''
  const ms = isSettled(record.status) ? toRunMs(record, 0) : null
  return `${name} ${spoken[record.status] ?? record.status}${ms === null ? '' : `, ${formatDuration(ms)}`}`
}
