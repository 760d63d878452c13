/** The row of figures: each with what it was in the period before. Pure. */
import { formatCount, formatPercent } from '../../../ui/format-count.ts'
import { formatDuration } from '../../../ui/format-duration.ts'

/** The figures of one period, as the server counts them. */
export interface PeriodFigures {
  readonly executions: { readonly total: number }
  readonly successRate: number | null
  readonly p50Ms: number | null
  readonly p95Ms: number | null
  readonly queueWaitP95Ms: number | null
  readonly retriedShare: number | null
}

export interface Figure {
  readonly label: string
  readonly value: string
  /** Null where there is nothing to compare with. */
  readonly change: { readonly words: string; readonly worse: boolean } | null
}

/** A share that moved less than this is as it was. */
const notablePoints = 0.5
/** A duration grows for the worse by this share and this length at least. */
const notableGrowth = 0.05
const notableMs = 500

export function toFigures(now: PeriodFigures, before: PeriodFigures): Figure[] {
  const duration = (label: string, key: 'p50Ms' | 'p95Ms' | 'queueWaitP95Ms'): Figure => ({
    label,
    value: now[key] === null ? '-' : formatDuration(now[key]),
    change: durationChange(now[key], before[key]),
  })
  return [
    {
      label: 'Executions',
      value: formatCount(now.executions.total),
      change: countChange(now.executions.total, before.executions.total),
    },
    {
      label: 'Success rate',
      value: now.successRate === null ? '-' : formatPercent(now.successRate),
      change: pointsChange(now.successRate, before.successRate, 'down'),
    },
    duration('p50', 'p50Ms'),
    duration('p95', 'p95Ms'),
    duration('Queue wait p95', 'queueWaitP95Ms'),
    {
      label: 'Retried runs',
      value: now.retriedShare === null ? '-' : formatPercent(now.retriedShare),
      change: pointsChange(now.retriedShare, before.retriedShare, 'up'),
    },
  ]
}

function countChange(now: number, before: number): Figure['change'] {
  if (before === 0) return null
  const percent = ((now - before) / before) * 100
  const words = Math.abs(percent) < 1000 ? percent.toFixed(1) : formatCount(Math.abs(percent))
  return { words: `${percent >= 0 ? '+' : ''}${words} %`, worse: false }
}

function pointsChange(now: number | null, before: number | null, worseWhen: 'up' | 'down'): Figure['change'] {
  if (now === null || before === null) return null
  const points = (now - before) * 100
  const worse = (worseWhen === 'up' ? points : -points) >= notablePoints
  const shown = Math.abs(points) < 0.05 ? '0' : `${points > 0 ? '+' : '-'}${Math.abs(points).toFixed(1)}`
  return { words: `${shown} points`, worse }
}

function durationChange(now: number | null, before: number | null): Figure['change'] {
  if (now === null || before === null) return null
  const grown = now - before
  const sign = grown < 0 ? '-' : '+'
  return {
    words: grown === 0 ? 'as before' : `${sign}${formatDuration(Math.abs(grown))}`,
    worse: grown >= notableMs && grown >= before * notableGrowth,
  }
}
