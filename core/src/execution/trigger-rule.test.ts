import { expect, test } from 'vitest'
import { judgeTrigger, type TriggerRule, type TriggerVerdict, triggerRules } from './trigger-rule.ts'

/**
 * The full table for two incoming edges. M met, S missed (skipped, another port, condition false), F failed,
 * and a dot for an edge whose source is not settled yet.
 */
const table: Record<TriggerRule, Record<TriggerVerdict, string>> = {
  all_success: { start: 'MM', wait: '.. M.', skip: 'S. F. MS MF SS SF FF' },
  all_done: { start: 'MM MS MF SS SF FF', wait: '.. M. S. F.', skip: '' },
  any_success: { start: 'M. MM MS MF', wait: '.. S. F.', skip: 'SS SF FF' },
  any_failed: { start: 'F. MF SF FF', wait: '.. M. S.', skip: 'MM MS SS' },
  all_failed: { start: 'FF', wait: '.. F.', skip: 'M. S. MM MS MF SS SF' },
  none_failed: { start: 'MM MS SS', wait: '.. M. S.', skip: 'F. MF SF FF' },
}

const rows = triggerRules.flatMap((rule) =>
  Object.entries(table[rule]).flatMap(([verdict, cases]) =>
    cases
      .split(' ')
      .filter((outcomes) => outcomes !== '')
      .map((outcomes) => ({ rule, outcomes, verdict })),
  ),
)

const count = (outcomes: string, letter: string) => outcomes.split(letter).length - 1

test.each(rows)('$rule with $outcomes: $verdict', ({ rule, outcomes, verdict }) => {
  const met = count(outcomes, 'M')
  const tally = { total: 2, met, missed: count(outcomes, 'S'), failed: count(outcomes, 'F') }
  expect(judgeTrigger(rule, tally)).toBe(verdict)
})

test('the table has every rule with every pair of outcomes once', () => {
  expect(new Set(rows.map(({ rule, outcomes }) => `${rule} ${outcomes}`)).size).toBe(6 * 10)
})

test.each(triggerRules)('%s starts at once where no edge leads to the node', (rule) => {
  expect(judgeTrigger(rule, { total: 0, met: 0, missed: 0, failed: 0 })).toBe('start')
})
