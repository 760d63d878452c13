/** Joins two connections into one: what comes from either goes to the other, and the end of one is that of the other. */
import type { Socket } from 'node:net'

/** A side that vanished without a word is found out by asking its kernel. */
const PROBE_MS = 30_000

/** Both are given up where neither has said anything for so long. */
export function joinSockets(near: Socket, far: Socket, silenceMs: number): void {
  for (const [from, to] of [
    [near, far],
    [far, near],
  ] as const) {
    from.setNoDelay(true)
    from.setKeepAlive(true, PROBE_MS)
    from.setTimeout(silenceMs, () => from.destroy())
    // What goes to a side counts as its word too: Node starts its clock anew for either direction.
    from.pipe(to)
    from.on('error', () => from.destroy())
    // What is on its way to the other side still arrives.
    from.once('close', () => to.destroySoon())
  }
}
