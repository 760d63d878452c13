import { memo } from 'react'
import { cx } from '../../../ui/class-names.ts'
import { formatClockMs } from '../../../ui/format-time.ts'
import { type AnsiColor, type AnsiRun, parseAnsi } from '../core/ansi.ts'
import type { LogLine } from '../core/log-book.ts'
import { isErrorLine, splitByHits } from '../core/log-search.ts'

/** `cut`: one line each; `wrapped`: as many as the text needs; `narrow`: wrapped, and without the node. */
export type LogLayout = 'cut' | 'wrapped' | 'narrow'

interface LogRowProps {
  readonly line: LogLine
  readonly number: number
  readonly layout: LogLayout
  readonly words: string
  readonly isShownHit: boolean
}

export const LogRow = memo(function LogRow({ line, number, layout, words, isShownHit }: LogRowProps) {
  const isError = isErrorLine(line)
  return (
    <div
      className={cx(
        'flex min-h-[18px] border-l-2 pr-3 pl-2.5 hover:bg-hover',
        isError ? 'border-st-failed bg-st-failed-soft' : 'border-transparent',
      )}
      data-stream={line.stream}
    >
      {layout === 'narrow' ? null : (
        <span
          aria-hidden="true"
          className="mr-3 w-10 shrink-0 text-right text-text-3 tabular-nums select-none"
        >
          {number}
        </span>
      )}
      <time className="mr-4 shrink-0 text-text-3" dateTime={line.timestamp}>
        {formatClockMs(line.timestamp)}
      </time>
      {layout === 'narrow' ? null : (
        <span className="mr-4 w-28 shrink-0 truncate text-text-2" title={line.nodeId}>
          {line.nodeId}
        </span>
      )}
      <LineText isCut={layout === 'cut'} isShownHit={isShownHit} line={line} words={words} />
    </div>
  )
})

interface LineTextProps {
  readonly line: LogLine
  readonly words: string
  readonly isCut: boolean
  readonly isShownHit: boolean
}

function LineText({ line, words, isCut, isShownHit }: LineTextProps) {
  const runs = parseAnsi(line.line)
  return (
    <span
      className={cx(
        'min-w-0 flex-1',
        isCut ? 'truncate whitespace-pre' : 'break-words whitespace-pre-wrap',
        line.stream === 'system' && 'text-st-retrying',
      )}
    >
      {line.stream === 'stderr' ? <span className="sr-only">error stream: </span> : null}
      {runs.map((run, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the runs of a line never move
        <Run isShownHit={isShownHit} key={index} run={run} words={words} />
      ))}
    </span>
  )
}

const colorClass: Record<AnsiColor, string> = {
  black: 'text-text-3',
  red: 'text-st-failed',
  green: 'text-st-completed',
  yellow: 'text-st-retrying',
  blue: 'text-st-running',
  magenta: 'text-st-waiting',
  cyan: 'text-accent',
  white: 'text-text',
  grey: 'text-text-3',
}

interface RunProps {
  readonly run: AnsiRun
  readonly words: string
  readonly isShownHit: boolean
}

/** A word that goes on into the next colour is not marked: lines are searched as a whole, marked by run. */
function Run({ run, words, isShownHit }: RunProps) {
  const look = cx(
    run.color === null ? run.dim && 'text-text-3' : colorClass[run.color],
    run.bold && 'font-semibold',
    run.italic && 'italic',
    run.underline && 'underline',
  )
  return (
    <span className={look}>
      {splitByHits(run.text, words).map((part, index) =>
        part.isHit ? (
          <mark
            className={cx(
              'rounded-[2px] bg-st-retrying-soft text-inherit outline-1 outline-st-retrying',
              isShownHit && 'font-semibold outline-2',
            )}
            // biome-ignore lint/suspicious/noArrayIndexKey: the parts of a run never move
            key={index}
          >
            {part.text}
          </mark>
        ) : (
          part.text
        ),
      )}
    </span>
  )
}
