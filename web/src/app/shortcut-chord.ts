/** A key press as words, and the other way round. Pure: takes only what it needs of the event. */

export interface KeyPress {
  key: string
  ctrlKey: boolean
  metaKey: boolean
  altKey: boolean
  shiftKey: boolean
}

const named = /^(?:[A-Z][a-z]+[A-Za-z]*|F\d{1,2}| )$/

/** `Ctrl+Shift+p`, `Alt+ArrowUp`, `n`, `?`. Ctrl stands for Command as well; Shift counts only with letters and named keys, for `?` has it inside. */
export function chordOf(press: KeyPress): string {
  const key = press.key.length === 1 ? press.key.toLowerCase() : press.key
  const shiftCounts = named.test(press.key) || /^[a-z]$/.test(key)
  const parts = [
    (press.ctrlKey || press.metaKey) && 'Ctrl',
    press.altKey && 'Alt',
    press.shiftKey && shiftCounts && 'Shift',
    key === ' ' ? 'Space' : key,
  ]
  return parts.filter(Boolean).join('+')
}

const order = ['Ctrl', 'Alt', 'Shift']

/** Writes a chord the way `chordOf` does, whatever order its modifiers were given in. */
export function normalChord(chord: string): string {
  const parts = chord === '+' ? ['+'] : chord.replace(/\+\+$/, '+plus').split('+')
  const last = parts.at(-1) ?? ''
  const key = last === 'plus' ? '+' : last.length === 1 ? last.toLowerCase() : last
  const modifiers = order.filter((modifier) => parts.slice(0, -1).includes(modifier))
  return [...modifiers, key].join('+')
}

/** True for a chord that is typed as text: it must not act while a person writes. */
export function isTyped(chord: string): boolean {
  return chord.length === 1 || chord === 'Space' || /^Shift\+.$/.test(chord)
}

/** Keys that a field needs for itself even though they write nothing. */
export function isFieldKey(chord: string): boolean {
  return (
    isTyped(chord) ||
    /^(?:Shift\+|Alt\+)*(?:Arrow\w+|Enter|Backspace|Delete|Home|End|Page\w+|Tab)$/.test(chord) ||
    /^Ctrl\+(?:Shift\+)?[acvxzyd]$/.test(chord)
  )
}
