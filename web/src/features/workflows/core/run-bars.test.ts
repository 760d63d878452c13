import { describe, expect, it } from 'vitest'
import { toRunBars } from './run-bars.ts'

const run = (id: number, durationMs: number | null) => ({
  executionId: String(id),
  status: 'completed' as const,
  durationMs,
})

describe('the last runs as bars', () => {
  it('puts the newest into the last slot', () => {
    expect(toRunBars([run(1, 10), run(2, 10)]).map((bar) => bar.slot)).toEqual([22, 23])
  })

  it('keeps the last 24', () => {
    const bars = toRunBars(Array.from({ length: 30 }, (_, index) => run(index, 10)))
    expect([bars.length, bars[0]?.executionId, bars[0]?.slot]).toEqual([24, '6', 0])
  })

  it('takes the longest as full height and leaves none invisible', () => {
    expect(toRunBars([run(1, 100), run(2, 50), run(3, 0), run(4, null)]).map((bar) => bar.share)).toEqual([
      1, 0.5, 0.2, 0.4,
    ])
  })
})
