/** What cancelling a run ends, and what it leaves. */
import type { StatusCounts } from '@heddle/core/execution/state.ts'
import { plural } from '../../../ui/format-count.ts'

export function toCancelWords({ running, completed }: StatusCounts): string {
  return [toStopWords(running), toStayWords(completed)].join(' ')
}

function toStopWords(running: number): string {
  if (running === 0) return 'No node is running now; what waits will not start.'
  const who = running === 1 ? '1 node is' : `${plural(running, 'node')} are`
  const its = running === 1 ? 'its' : 'their'
  return `${who} running: all ${its} processes are ended and ${its} working ${running === 1 ? 'folder is' : 'folders are'} removed.`
}

function toStayWords(completed: number): string {
  const results = completed === 0 ? '' : `${plural(completed, 'completed result')}, `
  return `${results}logs and artifacts stay, and the run can be retried.`.replace(/^l/, 'L')
}
