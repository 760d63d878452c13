/** The side of nested executions that an attempt sees: opens its list, says where it stands, collects. */
import { isFinal } from '@heddle/core/execution/status.ts'
import { NodeFailure } from '../nodes/node-type.ts'
import { beginItemRound } from '../store/begin-item-round.ts'
import { type ItemsLook, lookAtItems } from '../store/look-at-items.ts'
import { countItems, listFailedItems } from '../store/read-items.ts'
import { settleItems } from '../store/settle-items.ts'
import { commandChildren } from './cascade.ts'
import { type CollectDeps, collectOutputs } from './collect-outputs.ts'
import type { ItemsAddress, ItemsOutcome, ItemsRequest, NestedItems } from './items-request.ts'
import { type ItemsVerdict, judgeItems } from './judge-items.ts'
import type { NestingDeps } from './nesting-deps.ts'
import { openList } from './open-list.ts'

/** As many failed items are told with their errors. */
const shownFailures = 10

export function createNestedItems(deps: CollectDeps): NestedItems {
  return {
    run: (at, request) => run(deps, at, request),
    collect: async (at) => collectOutputs(deps, await getLook(deps, at)),
  }
}

async function run(deps: NestingDeps, at: ItemsAddress, request: ItemsRequest): Promise<ItemsOutcome> {
  const error = await prepareRound(deps, at, request)
  if (error !== null) return { kind: 'refused', error }
  const { look, verdict } = await settle(deps, at)
  if (verdict.isOver) return toOver(deps, look)
  const until = at.timeoutMs === null ? null : look.roundStartedAt.getTime() + at.timeoutMs
  if (until === null || Date.now() < until) return { kind: 'waiting', until }
  await commandChildren(deps, at, 'cancel')
  await settle(deps, at)
  const message = `The items did not end within the node's timeout of ${(at.timeoutMs ?? 0) / 1000} s.`
  return { kind: 'refused', error: { code: 'TIMEOUT', message, retryable: true } }
}

/** The first attempt writes the list down; one after a failure puts the failed items back. */
async function prepareRound(deps: NestingDeps, at: ItemsAddress, request: ItemsRequest) {
  const look = await lookAtItems(deps.db, at)
  if (look === null) {
    const parent = await deps.engine.executions.get(at.executionId)
    if (parent === null) throw gone()
    return openList(deps, parent, { at, request })
  }
  if (look.round < at.failures) await beginItemRound(deps.db, { ...at, round: at.failures })
  return null
}

/** Marks what ended until nothing more is to be marked. */
async function settle(
  deps: NestingDeps,
  at: ItemsAddress,
): Promise<{ readonly look: ItemsLook; readonly verdict: ItemsVerdict }> {
  for (;;) {
    const look = await getLook(deps, at)
    const verdict = judgeItems(look)
    await settleItems(deps.db, look, verdict.ended)
    const isSettled = verdict.isOver || verdict.running > 0 || verdict.toStart.length > 0
    if (isSettled || isFinal(look.executionStatus)) return { look, verdict }
  }
}

async function getLook(
  { db }: Pick<NestingDeps, 'db'>,
  at: Pick<ItemsAddress, 'executionId' | 'nodeId'>,
): Promise<ItemsLook> {
  const look = await lookAtItems(db, at)
  if (look === null) throw gone()
  return look
}

async function toOver({ db }: NestingDeps, look: ItemsLook): Promise<ItemsOutcome> {
  const counts = await countItems(db, look)
  const failed = counts.failed === 0 ? [] : await listFailedItems(db, { ...look, limit: shownFailures })
  return { kind: 'over', counts, failed }
}

function gone(): NodeFailure {
  const message = 'The run was deleted while it worked through its items.'
  return new NodeFailure({ code: 'THROWN', message, retryable: false })
}
