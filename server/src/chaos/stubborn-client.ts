/** Speaks REST to a fleet that is being harmed: what cannot be answered now is asked again. */
import { setTimeout as pause } from 'node:timers/promises'

export interface Answer {
  readonly status: number
  readonly body: unknown
}

export interface StubbornClient {
  readonly url: string
  readonly authorization: string
  /** Asks until there is an answer that stays; to be used for what may be done twice. Gives up when it is closed. */
  ask(method: string, path: string, more?: { body?: unknown; key?: string }): Promise<Answer>
  /** Answers that no request should get, whatever dies: errors of the product itself. */
  readonly strange: ReadonlyMap<string, number>
  close(): void
}

const PATIENCE_MS = 6_000
const PAUSE_MS = 150
/** The database or the server is away, or comes back. */
const passing = new Set([502, 503, 504])

export function createStubbornClient(target: { url: string; apiKey: string }): StubbornClient {
  const { url } = target
  const authorization = `Bearer ${target.apiKey}`
  const closing = new AbortController()
  const strange = new Map<string, number>()
  const note = (what: string) => strange.set(what, (strange.get(what) ?? 0) + 1)
  const askOnce = async (
    method: string,
    path: string,
    { body, key }: { body?: unknown; key?: string },
  ): Promise<Answer | null> => {
    const response = await fetch(url + path, {
      method,
      headers: {
        authorization,
        ...(body !== undefined && { 'content-type': 'application/json' }),
        ...(key !== undefined && { 'idempotency-key': key }),
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
      signal: AbortSignal.any([closing.signal, AbortSignal.timeout(PATIENCE_MS)]),
    })
    const text = await response.text()
    if (passing.has(response.status)) return null
    if (response.status >= 500) {
      note(`${method} ${path} ${response.status} ${text.slice(0, 200)}`.replaceAll(/[0-9a-f-]{36}/g, ':id'))
      return null
    }
    return { status: response.status, body: text === '' ? null : JSON.parse(text) }
  }
  return {
    url,
    authorization,
    strange,
    async ask(method, path, more = {}) {
      for (;;) {
        closing.signal.throwIfAborted()
        const answer = await askOnce(method, path, more).catch(() => null)
        if (answer !== null) return answer
        await pause(PAUSE_MS)
      }
    },
    close: () => closing.abort(),
  }
}
