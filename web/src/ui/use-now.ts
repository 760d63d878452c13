import { useSyncExternalStore } from 'react'

/** One timer for each length of interval, however many places read the clock. */
interface Ticker {
  now: number
  timer: ReturnType<typeof setInterval> | null
  listeners: Set<() => void>
  subscribe: (listener: () => void) => () => void
  read: () => number
}

const tickers = new Map<number, Ticker>()

function tickerOf(intervalMs: number): Ticker {
  const known = tickers.get(intervalMs)
  if (known !== undefined) return known
  const ticker: Ticker = {
    now: Date.now(),
    timer: null,
    listeners: new Set(),
    subscribe: (listener) => {
      ticker.listeners.add(listener)
      ticker.timer ??= setInterval(() => {
        ticker.now = Date.now()
        for (const each of ticker.listeners) each()
      }, intervalMs)
      return () => {
        ticker.listeners.delete(listener)
        if (ticker.listeners.size > 0 || ticker.timer === null) return
        clearInterval(ticker.timer)
        ticker.timer = null
      }
    },
    read: () => {
      if (ticker.timer === null && Date.now() - ticker.now >= intervalMs) ticker.now = Date.now()
      return ticker.now
    },
  }
  tickers.set(intervalMs, ticker)
  return ticker
}

const never = 2 ** 31 - 1

/** The time in milliseconds, drawn anew every `intervalMs`; null reads it once and stays. */
export function useNow(intervalMs: number | null): number {
  const ticker = tickerOf(intervalMs ?? never)
  return useSyncExternalStore(ticker.subscribe, ticker.read)
}
