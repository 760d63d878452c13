import { describe, expect, it } from 'vitest'
import { type ExecutionFilters, noFilters } from './execution-filters.ts'
import { chipWords, type FilterField, filterFields, withoutField } from './filter-words.ts'

const now = new Date(2026, 10, 20, 12, 0).getTime()
const at = (day: number, hour: number) => new Date(2026, 10, day, hour).toISOString()
const context = { now, workflowName: () => 'Log report' }

interface Case {
  name: string
  field: FilterField
  change: Partial<ExecutionFilters>
  words: string
}

const cases: Case[] = [
  { name: 'one status', field: 'status', change: { status: ['failed'] }, words: 'is Failed' },
  {
    name: 'some statuses',
    field: 'status',
    change: { status: ['failed', 'cancelled'] },
    words: 'any of Failed, Cancelled',
  },
  {
    name: 'many statuses',
    field: 'status',
    change: { status: ['pending', 'running', 'paused', 'failed'] },
    words: 'any of 4 chosen',
  },
  { name: 'a workflow by its name', field: 'workflow', change: { workflowId: 'w1' }, words: 'is Log report' },
  {
    name: 'a while ago',
    field: 'started',
    change: { started: { kind: 'since', preset: '7d' } },
    words: 'in the last 7 days',
  },
  {
    name: 'an open beginning',
    field: 'started',
    change: { started: { kind: 'between', from: null, to: at(19, 20) } },
    words: 'until yesterday 20:00',
  },
  {
    name: 'two moments',
    field: 'started',
    change: { started: { kind: 'between', from: at(18, 8), to: at(20, 9) } },
    words: 'between 18 Nov 08:00 and 09:00',
  },
  { name: 'a length', field: 'duration', change: { overMs: 120_000 }, words: 'over 2:00' },
]

describe('chips', () => {
  it.each(cases)('say $name', ({ field, change, words }) => {
    const said = chipWords({ ...noFilters, ...change }, field, context)
    expect(`${said?.relation} ${said?.value}`).toBe(words)
  })

  it.each(filterFields)('are not there without a value of %s', (field) => {
    expect(chipWords(noFilters, field, context)).toBeNull()
  })

  it.each(cases)('are removed with $name', ({ field, change }) => {
    expect(withoutField({ ...noFilters, ...change }, field)).toEqual(noFilters)
  })
})
