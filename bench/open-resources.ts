/** What must not outlive the bench: processes and folders. Whoever opens one says here how it is closed. */

const open = new Set<() => Promise<void>>()

/** Registers a way to close something and gives back a close that runs once, whoever calls it. */
export function closeOnce(close: () => Promise<void>): () => Promise<void> {
  let closing: Promise<void> | null = null
  const once = (): Promise<void> => {
    open.delete(once)
    closing ??= close()
    return closing
  }
  open.add(once)
  return once
}

/** Closes what is still open, last opened first. A failure of one does not keep the others open. */
export async function closeEverything(): Promise<void> {
  for (const close of [...open].toReversed()) {
    await close().catch((error: unknown) => console.error(`Closing failed: ${String(error)}`))
  }
}
