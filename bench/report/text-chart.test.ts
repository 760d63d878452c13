import { expect, test } from 'vitest'
import { drawBars } from './text-chart.ts'

test('each value is a bar as long as its share of the greatest', () => {
  const bars = [
    { name: '20', value: 100 },
    { name: '1,000', value: 25 },
  ]
  expect(drawBars('cost', bars, 'µs').split('\n')).toEqual([
    '```text',
    'cost',
    `   20 ${'█'.repeat(40)} 100 µs`,
    `1,000 ${'█'.repeat(10)}${' '.repeat(30)} 25 µs`,
    '```',
  ])
})
