import { expect, test } from 'vitest'
import { readDoctorArguments } from './doctor-arguments.ts'

const now = Date.parse('2026-05-10T12:00:00Z')
const id = '0190a3c2-7b1e-7c3d-9f00-0123456789ab'

test('without arguments everything is checked and nothing is changed', () => {
  expect(readDoctorArguments([], now)).toEqual({
    ...{ repair: false, json: false, help: false, since: null, executionIds: null },
  })
})

test('a time may be a moment or how far back', () => {
  expect(readDoctorArguments(['--since', '36h'], now)).toMatchObject({
    since: new Date('2026-05-09T00:00:00Z'),
  })
  expect(readDoctorArguments(['--since=2026-01-31T12:00:00Z', '--repair'], now)).toMatchObject({
    since: new Date('2026-01-31T12:00:00Z'),
    repair: true,
  })
})

test('several executions may be named', () => {
  expect(readDoctorArguments(['--execution', id, '--execution', id, '--json'], now)).toMatchObject({
    executionIds: [id, id],
    json: true,
  })
})

test.each([
  [['--since', 'yesterday'], '--since'],
  [['--execution', 'x'], '--execution'],
  [['--mend'], '--mend'],
  [['nonsense'], 'nonsense'],
])('%j is refused with a line that names it', (args, name) => {
  expect(readDoctorArguments(args, now)).toContain(name)
})
