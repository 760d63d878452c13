/**
 * The look that goes with the sweep: wakes what a process that died has left asleep, closes what nobody waits for
 * any more, and reminds people. A reminder is so late by one round of the sweep at most, and is no attempt of
 * the node: its history tells what it did, not how long people took.
 */
import { remindApprovals } from '../store/remind-approvals.ts'
import { closeAsked } from './close-asked.ts'
import { type Telling, tellPeople } from './notifier.ts'
import { type WakeDeps, wakeResolved } from './wake-resolved.ts'

export type WaitLookDeps = WakeDeps & Telling

/** Who did not react to so many does not react to one more. */
const mostReminders = 100

export function createWaitLook(deps: WaitLookDeps): () => Promise<void> {
  return async () => {
    await wakeResolved(deps, null)
    await closeAsked(deps, null)
    const reminded = await remindApprovals(deps.db, { now: new Date(), mostReminders })
    for (const row of reminded) tellPeople(deps, row, 'approval_reminder')
  }
}
