import { expect, test } from 'vitest'
import type { Checkup, DamagedRun, Finding } from '../queries.ts'
import { findingWords, listUnrepaired, sourceWords, summarise } from './checkup-words.ts'

const checkup: Checkup = {
  runId: 'r',
  status: 'done',
  repairs: false,
  startedBy: 'Ada',
  startedAt: '2026-05-10T12:00:00.000Z',
  finishedAt: '2026-05-10T12:00:01.000Z',
  checked: 8,
  damaged: 0,
  repaired: 0,
  strays: 0,
  cases: [],
  error: null,
}
const finding: Finding = {
  code: 'NODE_DISAGREES',
  severity: 'error',
  nodeId: 'a',
  message: 'The row of node a and its events disagree: status',
  evidence: {},
}
const damaged: DamagedRun = {
  ...{ executionId: 'e', workflowName: 'Report', findings: [finding], problem: null },
  repair: null,
}

test.each([
  [{}, 'plain', 'All 8 runs are sound'],
  [{ checked: 1 }, 'plain', 'The one run is sound'],
  [{ checked: 0 }, 'plain', 'There is nothing to check yet'],
  [{ damaged: 2, repaired: 0 }, 'bad', 'The stored state of 2 runs is damaged'],
  [{ damaged: 2, repaired: 1 }, 'bad', 'The stored state of 1 run is damaged'],
  [{ damaged: 2, repaired: 2 }, 'warn', '2 damaged runs found and repaired'],
  [{ damaged: 1, strays: 1 }, 'bad', 'Rows of 1 missing run found'],
  [{ damaged: 3, strays: 2, repaired: 1 }, 'bad', '1 damaged run and rows of 2 missing runs found'],
  [{ damaged: 2, strays: 2, repaired: 2 }, 'warn', 'Rows of 2 missing runs found and taken out'],
  [
    { damaged: 2, strays: 1, repaired: 2 },
    'warn',
    '1 damaged run and rows of 1 missing run found and repaired',
  ],
  [{ status: 'running' as const, checked: 1204 }, 'plain', 'Looking through the runs'],
  [{ status: 'failed' as const, error: 'It ended.' }, 'bad', 'The check ended before its time'],
])('a check with %j is told as %s: %s', (more, tone, title) => {
  expect(summarise({ ...checkup, ...more })).toMatchObject({ tone, title })
})

test.each([
  [{ damaged: 2 }, /^Repair writes it anew from the events/],
  [{ damaged: 2, strays: 2 }, /^Repair takes what is left of missing runs out/],
  [
    { damaged: 3, strays: 2 },
    /^Repair writes damaged runs anew .* and takes out what is left of missing ones/,
  ],
])('what a repair would do after a check with %j is told as %s', (more, text) => {
  expect(summarise({ ...checkup, ...more }).text).toMatch(text)
})

test('a run that was repaired is not offered for repair again', () => {
  const repair = { from: 'events' as const, quarantineId: 'q', oldSeq: 3, newSeq: 4 }
  const cases = [damaged, { ...damaged, executionId: 'f', repair }]
  expect(listUnrepaired({ cases })).toEqual([damaged])
})

test('of several findings the first is told, with how many there are besides', () => {
  expect(findingWords([finding])).toBe(finding.message)
  expect(findingWords([finding, finding, finding])).toBe(`${finding.message}, and 2 more`)
  expect(findingWords([], 'The database refused it')).toBe('The database refused it')
  expect(sourceWords('checkpoint')).toBe('Its last checkpoint')
})
