/**
 * Takes a list of items one step on: marks what ended, starts what is next, tells the counts, and wakes the node
 * when nothing is left. Everything is read anew and may be done twice: memory is only trusted for when the counts
 * were told last.
 */
import type { Command } from '@heddle/core/execution/command.ts'
import { isFinal } from '@heddle/core/execution/status.ts'
import { type ItemsLook, lookAtItems } from '../store/look-at-items.ts'
import { countItems } from '../store/read-items.ts'
import { settleItems } from '../store/settle-items.ts'
import { commandChildren } from './cascade.ts'
import { type ItemsVerdict, judgeItems } from './judge-items.ts'
import type { NestingDeps } from './nesting-deps.ts'
import { startItems } from './start-items.ts'

export interface ListKey {
  readonly executionId: string
  readonly nodeId: string
}

/** Says whether it is time to tell the counts of the list again. */
export type MayTell = (key: ListKey) => boolean

export async function advanceList(deps: NestingDeps, key: ListKey, mayTell: MayTell): Promise<void> {
  let hasStarted = false
  for (;;) {
    const look = await lookAtItems(deps.db, key)
    // What was just started may have missed the end, or the pause, of its parent: whoever ended or paused it told
    // only the children that were there.
    if (hasStarted) await followParent(deps, key, look)
    if (look === null || !isWaiting(look)) return
    const verdict = judgeItems(look)
    const isResting = look.executionStatus !== 'running'
    await takeStep(deps, look, { ...verdict, toStart: isResting ? [] : verdict.toStart })
    if (verdict.isOver) return wake(deps, look)
    if (mayTell(key)) await tell(deps, look)
    if (isResting || (verdict.toStart.length === 0 && verdict.running > 0)) return
    hasStarted = verdict.toStart.length > 0
  }
}

async function takeStep(deps: NestingDeps, look: ItemsLook, { ended, toStart }: ItemsVerdict): Promise<void> {
  const marked = settleItems(deps.db, look, ended)
  if (toStart.length === 0) return marked
  const parent = await deps.engine.executions.get(look.executionId)
  await Promise.all([marked, parent && startItems(deps, { parent, look, items: toStart })])
}

function isWaiting({ executionStatus, nodeStatus }: ItemsLook): boolean {
  return !isFinal(executionStatus) && nodeStatus === 'waiting'
}

async function followParent(deps: NestingDeps, key: ListKey, look: ItemsLook | null): Promise<void> {
  if (look === null || !isWaiting(look)) await commandChildren(deps, key, 'cancel')
  else if (look.executionStatus === 'paused') await commandChildren(deps, key, 'pause')
}

async function tell({ db, engine }: NestingDeps, look: ItemsLook): Promise<void> {
  await engine.submit(look.executionId, await toReport({ db }, look))
}

/** The last counts and the wake go into one commit. */
async function wake({ db, engine }: NestingDeps, look: ItemsLook): Promise<void> {
  const { executionId, nodeIndex } = look
  const report = await toReport({ db }, look)
  const resolved = { type: 'wake-node', now: Date.now(), nodeIndex, cause: 'resolved' } as const
  await Promise.all([engine.submit(executionId, report), engine.submit(executionId, resolved)])
}

async function toReport({ db }: Pick<NestingDeps, 'db'>, look: ItemsLook): Promise<Command> {
  return {
    type: 'report-items',
    now: Date.now(),
    nodeIndex: look.nodeIndex,
    items: await countItems(db, look),
  }
}
