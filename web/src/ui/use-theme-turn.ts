import { useSyncExternalStore } from 'react'

let turn = 0

function subscribe(listener: () => void): () => void {
  const changed = () => {
    turn += 1
    listener()
  }
  const media = matchMedia('(prefers-color-scheme: dark)')
  const observer = new MutationObserver(changed)
  media.addEventListener('change', changed)
  observer.observe(document.documentElement, { attributeFilter: ['data-theme'] })
  return () => {
    media.removeEventListener('change', changed)
    observer.disconnect()
  }
}

/** A number that changes with the theme, for what is painted on a canvas and cannot follow the tokens by itself. */
export function useThemeTurn(): number {
  return useSyncExternalStore(subscribe, () => turn)
}

/** The present value of a token, as a colour that a canvas understands. */
export function tokenColor(name: string): string {
  return getComputedStyle(document.documentElement).getPropertyValue(name).trim()
}
