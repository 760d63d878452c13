import { describe, expect, it } from 'vitest'
import { chordOf, isFieldKey, isTyped, normalChord } from './shortcut-chord.ts'

const press = (key: string, held = '') => ({
  key,
  ctrlKey: held.includes('c'),
  metaKey: held.includes('m'),
  altKey: held.includes('a'),
  shiftKey: held.includes('s'),
})

describe('a key press as words', () => {
  it.each([
    ['n', '', 'n'],
    ['N', 's', 'Shift+n'],
    ['?', 's', '?'],
    ['k', 'c', 'Ctrl+k'],
    ['k', 'm', 'Ctrl+k'],
    ['P', 'cs', 'Ctrl+Shift+p'],
    ['ArrowUp', 'as', 'Alt+Shift+ArrowUp'],
    [' ', '', 'Space'],
    ['F6', 's', 'Shift+F6'],
    ['+', 's', '+'],
  ])('%s with "%s" is %s', (key, held, chord) => {
    expect(chordOf(press(key, held))).toBe(chord)
  })

  it.each([
    ['Shift+Ctrl+P', 'Ctrl+Shift+p'],
    ['Ctrl++', 'Ctrl++'],
    ['+', '+'],
    ['Enter', 'Enter'],
  ])('%s is written %s', (chord, normal) => {
    expect(normalChord(chord)).toBe(normal)
  })

  it('knows what is typed as text and what a field needs', () => {
    expect(['n', 'Shift+n', 'Space', 'Enter', 'Ctrl+k', 'F6'].map(isTyped)).toEqual([
      true,
      true,
      true,
      false,
      false,
      false,
    ])
    expect(['ArrowUp', 'Ctrl+z', 'Ctrl+Enter', 'Escape', 'Ctrl+k'].map(isFieldKey)).toEqual([
      true,
      true,
      false,
      false,
      false,
    ])
  })
})
