import { expect, test } from 'vitest'
import { unservedWords } from './unserved-words.ts'

test('nodes that nobody takes are named by group', () => {
  expect(unservedWords([{ group: 'gpu', tasks: 1 }])).toBe(
    '1 node of group gpu waits, and no worker takes it.',
  )
  expect(
    unservedWords([
      { group: 'gpu', tasks: 1 },
      { group: 'mail', tasks: 1204 },
    ]),
  ).toBe('1 node of group gpu, 1,204 nodes of group mail wait, and no worker takes them.')
})
