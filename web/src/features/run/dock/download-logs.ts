import { downloadText } from '../../../ui/download-text.ts'
import { toShortId } from '../../../ui/short-id.ts'
import { stripAnsi } from '../core/ansi.ts'
import type { LogLine } from '../core/log-book.ts'

/** Saves the lines as they are shown: time, node, attempt, text without colours. */
export function downloadLogs(executionId: string, lines: readonly LogLine[]): void {
  const text = lines.map(
    ({ timestamp, nodeId, attempt, line }) => `${timestamp} ${nodeId}#${attempt} ${stripAnsi(line)}\n`,
  )
  downloadText(`run-${toShortId(executionId)}.log`, text.join(''), 'text/plain')
}
