/** Wires what wakes nodes that wait for people and signals. */
import type { Engine } from '../engine/engine.ts'
import { createWaitFollower } from '../waits/follow-waits.ts'
import { createWaitLook, type WaitLookDeps } from '../waits/look-at-waits.ts'
import { createLogNotifier } from '../waits/notifier.ts'

type WaitParts = Omit<WaitLookDeps, 'notifier' | 'engine'> & { readonly engine: Engine }

/** Follows the commits of the engine from now on; what comes back is the look of the sweep. */
export function openWaits(parts: WaitParts): () => Promise<void> {
  parts.engine.onCommitted(createWaitFollower(parts))
  return createWaitLook({ ...parts, notifier: createLogNotifier(parts.logger) })
}
