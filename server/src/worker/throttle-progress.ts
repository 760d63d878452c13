/** Lets progress through a few times a second: each report is an event that is kept for ever. */

export interface ProgressThrottle {
  report(fraction: number, message: string | null): void
  /** Forgets what is held back and what is still reported: the attempt's end says more. */
  end(): void
}

const INTERVAL_MS = 250

export function throttleProgress(send: (fraction: number, message: string | null) => void): ProgressThrottle {
  let held: { readonly fraction: number; readonly message: string | null } | null = null
  let timer: NodeJS.Timeout | null = null
  let hasEnded = false
  const sendHeld = () => {
    timer = null
    if (held === null) return
    const { fraction, message } = held
    held = null
    timer = setTimeout(sendHeld, INTERVAL_MS)
    send(fraction, message)
  }
  return {
    report: (fraction, message) => {
      if (hasEnded) return
      held = { fraction, message }
      if (timer === null) sendHeld()
    },
    end: () => {
      hasEnded = true
      held = null
      if (timer !== null) clearTimeout(timer)
    },
  }
}
