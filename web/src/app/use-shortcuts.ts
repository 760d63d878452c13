import { type RefObject, useEffect, useRef } from 'react'
import { currentPreferences } from './preferences.ts'
import { chordOf, isFieldKey, isTyped, normalChord } from './shortcut-chord.ts'

/** `Ctrl+Enter`, `n`, `/`, `Shift+Ctrl+p`, or two keys in a row: `g w`. */
export type Shortcuts = Record<string, (event: KeyboardEvent) => void>

interface ShortcutOptions {
  enabled?: boolean
  /** The keys act only while focus is inside this element. */
  scope?: RefObject<HTMLElement | null>
}

/** The second key of a pair must follow within this time. */
const pairMs = 1200

const field = 'input, textarea, select, [contenteditable="true"], [contenteditable=""]'
const overlay = '[role="dialog"], [role="alertdialog"], [role="menu"], [role="listbox"]'

function actsHere(target: Element, chord: string, scope: HTMLElement | null): boolean {
  if (isTyped(chord) && !currentPreferences().singleKeys) return false
  if (isFieldKey(chord) && target.closest(field) !== null) return false
  const layer = target.closest(overlay)
  return layer === null || scope?.contains(layer) === true || layer.contains(scope)
}

/** Binds keys while the component stands. A key already handled nearer to the focus is left alone. */
export function useShortcuts(shortcuts: Shortcuts, { enabled = true, scope }: ShortcutOptions = {}): void {
  const latest = useRef(shortcuts)
  latest.current = shortcuts
  useEffect(() => {
    if (!enabled) return
    let first: { chord: string; at: number } | null = null
    const onKeyDown = (event: KeyboardEvent) => {
      const target = event.target
      if (event.defaultPrevented || event.isComposing || !(target instanceof Element)) return
      const element = scope?.current ?? null
      if (scope !== undefined && (element === null || !element.contains(target))) return
      const chord = chordOf(event)
      if (!actsHere(target, chord, element)) return
      const bound = new Map(
        Object.entries(latest.current).map(([keys, act]) => [
          keys.split(' ').map(normalChord).join(' '),
          act,
        ]),
      )
      const pair = first !== null && event.timeStamp - first.at < pairMs ? `${first.chord} ${chord}` : null
      const act = (pair === null ? undefined : bound.get(pair)) ?? bound.get(chord)
      const startsPair = [...bound.keys()].some((keys) => keys.startsWith(`${chord} `))
      first = act === undefined && startsPair ? { chord, at: event.timeStamp } : null
      if (act === undefined) return
      event.preventDefault()
      act(event)
    }
    document.addEventListener('keydown', onKeyDown)
    return () => document.removeEventListener('keydown', onKeyDown)
  }, [enabled, scope])
}
