/**
 * Whether a bus delivers, learnt by hearing oneself: a word is published now and then and has to come back. A
 * connection that is open says less, for whoever is at its other end may hang.
 */
import { setTimeout as sleep } from 'node:timers/promises'
import type { Logger } from '../ops/logger.ts'
import type { BreakerView } from '../resilience/breaker-view.ts'
import { createBreaker } from '../resilience/create-breaker.ts'

export interface EchoOptions {
  /** Publishes the word; rejects where that cannot be done. */
  readonly say: (word: string) => Promise<unknown>
  /** How long a word may take. */
  readonly timeoutMs: number
  /** Called while no word comes back although the connections are open. */
  readonly onSilence: () => void
  readonly logger: Logger
}

export interface Echo {
  /** Takes a word that came back. */
  hear(word: string): void
  /** Asks at once, as when a connection is made. */
  ask(): void
  /** A connection broke: nothing is delivered until a word comes back again. */
  interrupt(): void
  readonly delivers: boolean
  readonly isOpen: boolean
  readonly interruptions: number
  view(): BreakerView
  close(): void
}

const EVERY_MS = 1_000
const SAY_AGAIN_MS = 50
/** One may get lost in a reconnect; two in a row are no accident. */
const SILENT_WORDS = 2
/** A connection over which nothing came back for so long is replaced by another one. */
const GIVE_UP_AFTER = 5

export function createEcho({ say, timeoutMs, onSilence, logger }: EchoOptions): Echo {
  let words = 0
  let delivers = false
  let interruptions = 0
  let isAsking = false
  let heard: (() => void) | null = null
  const interrupt = () => {
    if (delivers) interruptions += 1
    delivers = false
  }
  const breaker = createBreaker({
    name: 'redis',
    failures: SILENT_WORDS,
    resetMs: EVERY_MS,
    timeoutMs,
    isAway: () => true,
    onChange: ({ state, lastError }) => {
      logger.warn({ event: 'redis_breaker', state, error: lastError?.message })
      if (state === 'open') interrupt()
    },
  })
  const ask = () => {
    if (isAsking || breaker.isOpen) return
    isAsking = true
    words += 1
    const word = String(words)
    const back = new Promise<void>((resolve) => {
      heard = resolve
    })
    const call = async (signal: AbortSignal) => {
      // Said again and again: who listens may have just been about to.
      while (!signal.aborted) {
        await say(word)
        if (await Promise.race([back.then(() => true), sleep(SAY_AGAIN_MS, false)])) return
      }
    }
    const answered = () => {
      delivers = true
    }
    const unanswered = () => {
      if (breaker.view().failures % GIVE_UP_AFTER === 0) onSilence()
    }
    void breaker
      .run(call)
      .then(answered, unanswered)
      .finally(() => {
        isAsking = false
      })
  }
  const timer = setInterval(ask, EVERY_MS)
  return {
    hear: (word) => {
      if (word === String(words)) heard?.()
    },
    ask,
    interrupt,
    get delivers() {
      return delivers
    },
    get isOpen() {
      return breaker.isOpen
    },
    get interruptions() {
      return interruptions
    },
    view: breaker.view,
    close: () => clearInterval(timer),
  }
}
