/** What a node waits for, as a sentence. */
import type { WaitReason } from '@heddle/core/execution/event.ts'
import type { NodeRecord } from '@heddle/core/execution/state.ts'
import { formatStamp } from '../../../ui/format-time.ts'

type Wait = Pick<NodeRecord, 'waitingFor' | 'dueAt' | 'items'>

const sentences: Record<WaitReason, (wait: Wait) => string> = {
  time: ({ dueAt }) => (dueAt === null ? 'It waits.' : `It waits until ${formatStamp(dueAt)}.`),
  approval: ({ dueAt }) => `It waits for a person to decide${toDeadline(dueAt)}.`,
  signal: ({ dueAt }) => `It waits for a signal to this run${toDeadline(dueAt)}.`,
  children: ({ items }) =>
    items !== null && items.total > 1
      ? 'Its items are runs of their own; the output is there when all have ended.'
      : 'It runs a workflow of its own; the output is there when that has ended.',
}

export function toWaitWords(wait: Wait): string {
  return `${sentences[wait.waitingFor ?? 'time'](wait)} It holds no worker meanwhile.`
}

function toDeadline(dueAt: string | null): string {
  return dueAt === null ? '' : `, at the latest until ${formatStamp(dueAt)}`
}
