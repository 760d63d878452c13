/** Whether the server answers. The link reports what it meets; while it does not answer, /health is asked until it does. */
import { useSyncExternalStore } from 'react'
import { type Trouble, troubleOfHealth } from './connection-trouble.ts'

export type Connection = { kind: 'ok' } | { kind: 'lost' } | { kind: 'unavailable' }

const askEveryMs = 2000
/** A server that hangs, or a network that swallows, gives no answer at all. */
const patienceMs = 5000

let connection: Connection = { kind: 'ok' }
let timer: ReturnType<typeof setTimeout> | null = null
const listeners = new Set<() => void>()
const returned = new Set<() => void>()

function set(kind: Connection['kind']): void {
  if (connection.kind === kind) return
  connection = { kind }
  for (const listener of listeners) listener()
  if (kind === 'ok') for (const listener of returned) listener()
}

async function askHealth(): Promise<Connection['kind']> {
  try {
    const signal = AbortSignal.timeout(patienceMs)
    const answer = await fetch('/health', { cache: 'no-store', signal })
    return answer.ok ? 'ok' : troubleOfHealth(await answer.json())
  } catch {
    return 'lost'
  }
}

async function ask(): Promise<void> {
  timer = null
  set(await askHealth())
  if (connection.kind !== 'ok') later()
}

function later(): void {
  timer ??= setTimeout(() => void ask(), askEveryMs)
}

/** The last request met no server (`lost`) or one that cannot do its work (`unavailable`). */
export function reportTrouble(kind: Trouble): void {
  set(kind)
  later()
}

/** Asks at once in place of waiting for the next turn. */
export function askNow(): void {
  if (timer !== null) clearTimeout(timer)
  void ask()
}

/** Called each time the server answers again; what is shown may be old then. */
export function onReturn(listener: () => void): () => void {
  returned.add(listener)
  return () => returned.delete(listener)
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

export function useConnection(): Connection {
  return useSyncExternalStore(subscribe, () => connection)
}
