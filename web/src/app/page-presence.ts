/**
 * Whether somebody may be looking at this page. Over HTTP/1.1 a browser has six connections to a site for all tabs
 * together, and each live stream holds one of them: a page in the background gives its stream back, so that the seventh
 * tab opens too. What it missed it reads when it is looked at again.
 */
import { useSyncExternalStore } from 'react'

/** Who looks something up in another tab comes back to a stream that still stands. */
const leaveAfterMs = 5000

const listeners = new Set<() => void>()
let isAway = document.hidden
let timer: ReturnType<typeof setTimeout> | undefined

function set(next: boolean): void {
  if (next === isAway) return
  isAway = next
  for (const listener of listeners) listener()
}

document.addEventListener('visibilitychange', () => {
  clearTimeout(timer)
  if (document.hidden) timer = setTimeout(() => set(true), leaveAfterMs)
  else set(false)
})

export function isPageAway(): boolean {
  return isAway
}

/** Hears of each change until the returned function is called. */
export function onPresence(listener: () => void): () => void {
  listeners.add(listener)
  return () => {
    listeners.delete(listener)
  }
}

export function usePageAway(): boolean {
  return useSyncExternalStore(onPresence, isPageAway)
}
