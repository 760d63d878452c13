/** Wakes one sleeper. Rung while nobody sleeps, it is heard by the next who does. */
export interface Bell {
  readonly ring: () => void
  /** Resolves when it rings, at the latest after so many milliseconds. */
  wait(ms: number): Promise<void>
}

export function createBell(): Bell {
  let isRung = false
  let wake: (() => void) | null = null
  return {
    ring: () => {
      isRung = true
      wake?.()
    },
    wait: async (ms) => {
      if (!isRung) {
        const sleep = Promise.withResolvers<void>()
        const timer = setTimeout(sleep.resolve, ms)
        wake = sleep.resolve
        await sleep.promise
        wake = null
        clearTimeout(timer)
      }
      isRung = false
    },
  }
}
