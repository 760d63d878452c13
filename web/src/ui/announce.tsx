import { useSyncExternalStore } from 'react'

/** What a screen reader is told about changes it cannot see. Repeating a text makes it heard again. */
let message = { text: '', turn: 0 }
const listeners = new Set<() => void>()

/** "Connected Split the log to Parse chunks"; "Parse chunks completed, 28.6 s". */
export function announce(text: string): void {
  message = { text, turn: message.turn + 1 }
  for (const listener of listeners) listener()
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

/** Mounted once by the app. */
export function LiveRegion() {
  const { text, turn } = useSyncExternalStore(subscribe, () => message)
  return (
    <div aria-live="polite" className="sr-only" data-testid="announcer">
      <p key={turn}>{text}</p>
    </div>
  )
}
