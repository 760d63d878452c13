/** What the badge says about the stream: live, behind, reconnecting or ended. */

export type StreamState =
  | { readonly kind: 'live' }
  | { readonly kind: 'behind'; readonly seconds: number }
  | { readonly kind: 'reconnecting' }
  | { readonly kind: 'ended' }

export type Connection = 'connecting' | 'open' | 'closed'

interface StreamFacts {
  readonly connection: Connection
  /** The execution has its last status and everything up to it is folded. */
  readonly isFinal: boolean
  /** How late the last message came. */
  readonly lagMs: number
  /** Since when an event is missing, in this machine's time; null while none is. */
  readonly gapSince: number | null
  readonly now: number
}

/** Under a second nobody sees a difference. */
const behindFromMs = 1000

export function toStreamState(facts: StreamFacts): StreamState {
  if (facts.isFinal) return { kind: 'ended' }
  if (facts.connection !== 'open') return { kind: 'reconnecting' }
  const gapMs = facts.gapSince === null ? 0 : facts.now - facts.gapSince
  const behindMs = Math.max(gapMs, facts.lagMs)
  return behindMs < behindFromMs ? { kind: 'live' } : { kind: 'behind', seconds: behindMs / 1000 }
}
