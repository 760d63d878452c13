import { useSyncExternalStore } from 'react'

const query = window.matchMedia('(max-width: 1199px)')

function subscribe(listener: () => void): () => void {
  query.addEventListener('change', listener)
  return () => query.removeEventListener('change', listener)
}

/** True in windows where key hints and second words give way. */
export function useIsNarrow(): boolean {
  return useSyncExternalStore(subscribe, () => query.matches)
}
