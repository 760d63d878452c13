/** What the run does now, in one line: status, how far, how long, what is left, and what may be done about it. */
import { countSettled, toProgressPercent } from '@heddle/core/execution/state.ts'
import { isFinal } from '@heddle/core/execution/status.ts'
import type { ReactNode } from 'react'
import { formatCount, plural } from '../../ui/format-count.ts'
import { formatDuration, formatRange } from '../../ui/format-duration.ts'
import { formatClock, formatStamp } from '../../ui/format-time.ts'
import { ProgressLine } from '../../ui/progress-line.tsx'
import { StatusChip } from '../../ui/status-label.tsx'
import { StreamBadge } from '../../ui/stream-badge.tsx'
import { type TimeLeft, toElapsedMs, toOutcomeWords, toTimeLeft } from './core/run-figures.ts'
import { toStreamState } from './core/stream-state.ts'
import { PauseNote } from './pause-note.tsx'
import { RetriedAs } from './retried-as.tsx'
import { RunActions } from './run-actions.tsx'
import { useLiveState, useRun, useServerNow } from './run-context.ts'
import type { RunStream } from './use-run-stream.ts'

export function RunHeader({ stream }: { readonly stream: RunStream }) {
  const { model } = useRun()
  const state = useLiveState()
  const isOver = isFinal(state.status)
  return (
    <section aria-label="Status of the run" className="relative shrink-0 border-b border-line" data-region>
      <div className="flex h-[43px] items-center gap-4 pr-2 pl-3 whitespace-nowrap max-[1199px]:gap-3">
        <StatusChip status={state.status} />
        {isOver ? <FinalFigures /> : <LiveFigures />}
        <div className="ml-auto flex shrink-0 items-center gap-2">
          {isOver ? <RetriedAs /> : null}
          {isOver ? <Ended at={state.completedAt} /> : <Stream stream={stream} />}
          <RunActions />
        </div>
      </div>
      {isOver ? null : (
        <div className="absolute inset-x-0 -bottom-px">
          <ProgressLine
            label={`${toProgressPercent(state)} % of ${plural(model.plan.nodes.length, 'node')} settled`}
            value={toProgressPercent(state) / 100}
          />
        </div>
      )}
    </section>
  )
}

function LiveFigures() {
  const { model, detail } = useRun()
  const state = useLiveState()
  const now = useServerNow(true)
  const elapsed = toElapsedMs(state, now)
  const total = model.plan.nodes.length
  return (
    <>
      <Figure label={`${formatCount(countSettled(state))} of ${plural(total, 'node')}`}>
        {toProgressPercent(state)} %
      </Figure>
      {elapsed === null ? null : <LabelledFigure label="Elapsed">{formatDuration(elapsed)}</LabelledFigure>}
      {state.status === 'paused' ? <PauseNote /> : <Left left={toTimeLeft(state, detail.usualMs, now)} />}
      {state.counts.failed > 0 ? (
        <Figure label="failed">
          <span className="text-st-failed">{formatCount(state.counts.failed)}</span>
        </Figure>
      ) : null}
    </>
  )
}

function Left({ left }: { readonly left: TimeLeft | null }) {
  if (left === null) return null
  if (left.kind === 'longer') return <span className="text-12 text-text-2">Longer than usual</span>
  return <LabelledFigure label="Left">{formatRange(left.fromMs, left.toMs)}</LabelledFigure>
}

function FinalFigures() {
  const { model } = useRun()
  const state = useLiveState()
  const took = toElapsedMs(state, 0)
  const failedAt = state.errorNodeId === null ? undefined : model.plan.indexOf.get(state.errorNodeId)
  const name = failedAt === undefined ? undefined : model.plan.nodes[failedAt]?.name
  return (
    <>
      {name === undefined ? null : (
        <LabelledFigure label="at">
          <span className="inline-block max-w-48 truncate align-bottom">{name}</span>
        </LabelledFigure>
      )}
      {took === null ? null : <LabelledFigure label="Took">{formatDuration(took)}</LabelledFigure>}
      <LabelledFigure label="Nodes">{toOutcomeWords(state.counts)}</LabelledFigure>
    </>
  )
}

function Ended({ at }: { readonly at: string | null }) {
  if (at === null) return null
  return (
    <span className="text-12 text-text-2 max-[1199px]:hidden" title={formatStamp(at)}>
      Ended {formatClock(at)}
    </span>
  )
}

function Stream({ stream }: { readonly stream: RunStream }) {
  const { clock } = useRun().model
  useServerNow(true)
  const now = Date.now()
  const { connection, gapSince } = stream
  return (
    <StreamBadge
      state={toStreamState({ connection, gapSince, isFinal: false, lagMs: clock.lagMs(now), now })}
    />
  )
}

function Figure({ label, children }: { readonly label: string; readonly children: ReactNode }) {
  return (
    <span className="flex items-baseline gap-1.5">
      <strong className="font-semibold tabular-nums">{children}</strong>
      <span className="text-12 text-text-2">{label}</span>
    </span>
  )
}

function LabelledFigure({ label, children }: { readonly label: string; readonly children: ReactNode }) {
  return (
    <span className="flex min-w-0 items-baseline gap-1.5">
      <span className="text-12 text-text-2">{label}</span>
      <strong className="truncate font-semibold tabular-nums">{children}</strong>
    </span>
  )
}
