import { useRef, useState } from 'react'

/** An action that takes a while is not begun again before it has ended, however fast one presses. */
export function useOneAtATime<A extends readonly unknown[]>(action: (...args: A) => Promise<void>) {
  // Known at once; the state is as old as the last render.
  const hasBegun = useRef(false)
  const [isBusy, setBusy] = useState(false)
  const begin = async (args: A): Promise<void> => {
    if (hasBegun.current) return
    hasBegun.current = true
    setBusy(true)
    try {
      await action(...args)
    } finally {
      hasBegun.current = false
      setBusy(false)
    }
  }
  return { act: (...args: A) => void begin(args), isBusy }
}
