/** Watches one execution as a browser does: one stream, and after each break a new one behind the last event seen. */
import { setTimeout as pause } from 'node:timers/promises'
import type { SeenEvent } from './judge-subscriber.ts'
import type { StubbornClient } from './stubborn-client.ts'
import { isFinalType, type WireEvent } from './wire-event.ts'

const SILENCE_MS = 4_000
const PAUSE_MS = 100

/** Keeps what it sees in `seen`; resolves at the end of the execution, or when the signal says so. */
export async function subscribe(
  client: StubbornClient,
  executionId: string,
  { seen, signal }: { seen: SeenEvent[]; signal: AbortSignal },
): Promise<void> {
  while (!signal.aborted && !hasEnded(seen)) {
    const isOver = await followOnce(client, executionId, { seen, signal }).catch(() => false)
    if (isOver) return
    await pause(PAUSE_MS)
  }
}

const hasEnded = (seen: readonly SeenEvent[]) => seen.some(({ type }) => isFinalType(type))

async function followOnce(
  client: StubbornClient,
  executionId: string,
  { seen, signal }: { seen: SeenEvent[]; signal: AbortSignal },
): Promise<boolean> {
  const silence = new AbortController()
  const last = seen.at(-1)?.seq
  const response = await fetch(`${client.url}/api/executions/${executionId}/events`, {
    headers: {
      authorization: client.authorization,
      accept: 'text/event-stream',
      ...(last !== undefined && { 'last-event-id': String(last) }),
    },
    signal: AbortSignal.any([signal, silence.signal]),
  })
  if (response.status === 204) return true
  if (response.status !== 200 || response.body === null) return false
  let timer = setTimeout(() => silence.abort(), SILENCE_MS)
  let text = ''
  const decoder = new TextDecoder()
  try {
    for await (const chunk of response.body) {
      clearTimeout(timer)
      timer = setTimeout(() => silence.abort(), SILENCE_MS)
      text += decoder.decode(chunk, { stream: true })
      const messages = text.split('\n\n')
      text = messages.pop() ?? ''
      for (const message of messages) seen.push(...toEvent(message))
    }
  } finally {
    clearTimeout(timer)
  }
  return false
}

/** Comments hold no event. */
function toEvent(message: string): SeenEvent[] {
  const line = message.split('\n').find((candidate) => candidate.startsWith('data: '))
  if (line === undefined) return []
  const { seq, type, node_id, attempt } = JSON.parse(line.slice('data: '.length)) as WireEvent
  return [{ seq, type, node_id, attempt }]
}
