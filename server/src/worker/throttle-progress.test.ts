import { expect, test } from 'vitest'
import { waitFor } from '../testing/wait-for.ts'
import { throttleProgress } from './throttle-progress.ts'

test('the first report goes at once, of the next ones only the latest, and none after the end', async () => {
  const sent: number[] = []
  const throttle = throttleProgress((fraction) => sent.push(fraction))
  for (const fraction of [0.1, 0.2, 0.3]) throttle.report(fraction, null)
  expect(sent).toEqual([0.1])
  await waitFor(() => sent.length === 2)
  expect(sent).toEqual([0.1, 0.3])
  throttle.report(0.4, null)
  throttle.end()
  expect(sent).toEqual([0.1, 0.3])
})

test('a report after the end is lost, also where none was held back', () => {
  const sent: number[] = []
  const throttle = throttleProgress((fraction) => sent.push(fraction))
  throttle.end()
  throttle.report(0.5, null)
  expect(sent).toEqual([])
})
