/** The words of an action on many runs: what is asked, and what came of it. */
import { plural } from '../../ui/format-count.ts'
import type { AskedAction, BulkAction } from './core/choice.ts'

export interface BulkWords {
  title: string
  text: string
  confirm: string
  keep: string
}

export function bulkWords(action: AskedAction, count: number): BulkWords {
  const runs = plural(count, 'run')
  const isOne = count === 1
  switch (action) {
    case 'retry':
      return {
        title: `Retry ${runs}?`,
        text: `${isOne ? 'It' : 'Each'} is tried again from where it failed, as a new run. Results of completed nodes are kept.`,
        confirm: `Retry ${runs}`,
        keep: isOne ? 'Leave it as it is' : 'Leave them as they are',
      }
    case 'cancel':
      return {
        title: `Cancel ${runs}?`,
        text: `Running nodes are stopped, with every process that they started. Completed results stay, and the ${isOne ? 'run' : 'runs'} can be retried later.`,
        confirm: `Cancel ${runs}`,
        keep: 'Keep running',
      }
    case 'delete':
      return {
        title: `Delete ${runs}?`,
        text: isOne
          ? 'Its events, logs, results and artifacts are deleted with it. This cannot be undone.'
          : 'Their events, logs, results and artifacts are deleted with them. This cannot be undone.',
        confirm: `Delete ${runs}`,
        keep: isOne ? 'Keep it' : 'Keep them',
      }
  }
}

const done: Record<BulkAction, string> = {
  retry: 'Retried',
  pause: 'Paused',
  resume: 'Resumed',
  cancel: 'Cancelled',
  delete: 'Deleted',
}

/** What pausing means for nodes that run is not to be guessed. */
const after: Partial<Record<BulkAction, string>> = {
  pause: 'Nodes that run go on to their end; nothing new starts.',
}

export function bulkResult(
  action: BulkAction,
  { done: count, refused }: { done: number; refused: readonly { message: string }[] },
): { title: string; text?: string } {
  const title = `${done[action]} ${plural(count, 'run')}`
  const [first] = refused
  const remark = after[action]
  if (first === undefined) return remark === undefined ? { title } : { title, text: remark }
  return { title, text: `${plural(refused.length, 'run')} refused: ${first.message}` }
}
