import { describe, expect, it } from 'vitest'
import { type PeriodFigures, toFigures } from './figures.ts'

const before: PeriodFigures = {
  executions: { total: 1000 },
  successRate: 0.991,
  p50Ms: 50_000,
  p95Ms: 97_000,
  queueWaitP95Ms: 700,
  retriedShare: 0.013,
}
const now: PeriodFigures = {
  executions: { total: 1061 },
  successRate: 0.984,
  p50Ms: 49_000,
  p95Ms: 106_000,
  queueWaitP95Ms: 800,
  retriedShare: 0.019,
}
const nothing: PeriodFigures = {
  executions: { total: 0 },
  successRate: null,
  p50Ms: null,
  p95Ms: null,
  queueWaitP95Ms: null,
  retriedShare: null,
}

describe('figures', () => {
  it('stand beside what they were', () => {
    const said = toFigures(now, before).map(
      ({ label, value, change }) => `${label} ${value} ${change?.words}`,
    )
    expect(said).toEqual([
      'Executions 1,061 +6.1 %',
      'Success rate 98.4 % -0.7 points',
      'p50 0:49 -1.0 s',
      'p95 1:46 +9.0 s',
      'Queue wait p95 0.8 s +0.1 s',
      'Retried runs 1.9 % +0.6 points',
    ])
  })

  it('warn of what grew notably for the worse', () => {
    const worse = toFigures(now, before).filter((figure) => figure.change?.worse)
    expect(worse.map((figure) => figure.label)).toEqual(['Success rate', 'p95', 'Retried runs'])
  })

  it('compare with nothing when nothing was there', () => {
    expect(toFigures(now, nothing).every((figure) => figure.change === null)).toBe(true)
  })

  it('show a dash where nothing is known', () => {
    expect(toFigures(nothing, nothing).map((figure) => figure.value)).toEqual(['0', '-', '-', '-', '-', '-'])
  })
})
