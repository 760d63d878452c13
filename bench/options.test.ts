import { expect, test } from 'vitest'
import { fleetParts, parts, readOptions } from './options.ts'

test('without a word the product is measured whole', () => {
  expect(readOptions([], undefined)).toEqual({
    family: 'product',
    only: new Set(parts),
    samplesFolder: '../shared/data',
    write: false,
  })
})

test('a fleet has parts of its own', () => {
  expect(readOptions(['--fleet', '--write'], '/data')).toEqual({
    family: 'fleet',
    only: new Set(fleetParts),
    samplesFolder: '/data',
    write: true,
  })
  expect(readOptions(['--fleet', '--only', 'wide, queue'], undefined).only).toEqual(
    new Set(['wide', 'queue']),
  )
})

test.each([
  { args: ['--only', 'wide'], words: 'not wide' },
  { args: ['--fleet', '--only', 'pixel,queue'], words: 'not pixel' },
  { args: ['--only', 'fan', '--write'], words: 'whole runs' },
])('$args is refused', ({ args, words }) => {
  expect(() => readOptions(args, undefined)).toThrow(words)
})
