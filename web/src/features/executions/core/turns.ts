/**
 * An action that is wished for more often than it may be done: done at once, and once more where it was wished for
 * meanwhile. One turn begins `restMs` after the last at the earliest, and never before that one has ended: of two
 * answers on their way the older could come last. A turn that failed has ended; the next wish comes by itself.
 */
export function createTurns(act: () => Promise<void>, restMs: number): () => void {
  let isBusy = false
  let isWished = false
  const takeTurn = async () => {
    isBusy = true
    isWished = false
    const rest = new Promise((resolve) => setTimeout(resolve, restMs))
    await Promise.allSettled([act(), rest])
    isBusy = false
    if (isWished) void takeTurn()
  }
  return () => {
    if (isBusy) isWished = true
    else void takeTurn()
  }
}
