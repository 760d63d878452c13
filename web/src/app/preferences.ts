/** What this browser remembers about the person's wishes. */
import { useSyncExternalStore } from 'react'

export type ThemeChoice = 'system' | 'light' | 'dark'

export interface Preferences {
  theme: ThemeChoice
  /** Single letters act as shortcuts. */
  singleKeys: boolean
}

const key = 'heddle.preferences'
const first: Preferences = { theme: 'system', singleKeys: true }
const listeners = new Set<() => void>()

function isTheme(value: unknown): value is ThemeChoice {
  return value === 'system' || value === 'light' || value === 'dark'
}

/** Whatever stands in storage becomes whole preferences; what is missing or wrong takes its first value. */
export function readPreferences(stored: string | null): Preferences {
  try {
    const value: unknown = JSON.parse(stored ?? '{}')
    if (typeof value !== 'object' || value === null) return first
    const theme = 'theme' in value && isTheme(value.theme) ? value.theme : first.theme
    const singleKeys = 'singleKeys' in value ? value.singleKeys !== false : first.singleKeys
    return { theme, singleKeys }
  } catch {
    return first
  }
}

function load(): Preferences {
  try {
    return readPreferences(localStorage.getItem(key))
  } catch {
    return first
  }
}

let preferences = load()

export function currentPreferences(): Preferences {
  return preferences
}

/** The attribute wins over the system; without it the system decides. */
export function applyTheme(): void {
  const root = document.documentElement
  if (preferences.theme === 'system') delete root.dataset.theme
  else root.dataset.theme = preferences.theme
}

export function changePreferences(change: Partial<Preferences>): void {
  preferences = { ...preferences, ...change }
  try {
    localStorage.setItem(key, JSON.stringify(preferences))
  } catch {
    // A browser that forbids storage keeps the wish until the page is left.
  }
  applyTheme()
  for (const listener of listeners) listener()
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

export function usePreferences(): Preferences {
  return useSyncExternalStore(subscribe, currentPreferences)
}
