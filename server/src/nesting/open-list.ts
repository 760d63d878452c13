/** Writes down, once, what a node is to work through. From then on the parameters are not asked any more. */
import { checkInput } from '@heddle/core/definition/check-input.ts'
import type { NodeError } from '@heddle/core/execution/event.ts'
import type { LiveExecution } from '../engine/live-execution.ts'
import { type FormerList, findFormerList } from '../store/find-former-list.ts'
import { insertItemList } from '../store/insert-item-list.ts'
import { type FoundTarget, findTarget } from './find-target.ts'
import type { ItemsAddress, ItemsRequest } from './items-request.ts'
import type { NestingDeps } from './nesting-deps.ts'

const shownProblems = 3

/** Null once it is written, else why it is not. */
export async function openList(
  deps: NestingDeps,
  parent: LiveExecution,
  { at, request }: { readonly at: ItemsAddress; readonly request: ItemsRequest },
): Promise<NodeError | null> {
  const { executionId, nodeIndex, nodeId, failures } = at
  const found = await findTarget(deps, parent, { nodeId, target: request.target })
  if (!found.ok) return found.error
  const { target } = found
  const prepared = request.items.map((item) => prepareItem(item, target))
  await insertItemList(deps.db, {
    executionId,
    nodeIndex,
    nodeId,
    concurrency: request.concurrency,
    maxFailures: request.maxFailures,
    workflowId: target.workflowId,
    version: target.version,
    subgraph: target.subgraph,
    round: failures,
    items: prepared.map(({ item }) => item),
    errors: prepared.map(({ error }) => error),
    former: await findUsableList(deps, parent, { nodeId, target }),
  })
  return null
}

interface PreparedItem {
  /** JSON texts. */
  readonly item: string
  readonly error: string | null
}

/** An item for another workflow is its input, with the defaults of the schema filled in. */
function prepareItem(item: unknown, { subgraph, inputSchema, name }: FoundTarget): PreparedItem {
  if (subgraph !== null) return { item: JSON.stringify(item ?? null), error: null }
  const { input, problems } = checkInput(item, inputSchema)
  if (problems.length === 0) return { item: JSON.stringify(input), error: null }
  const shown = problems.slice(0, shownProblems).map(({ path, message }) => `${path || 'it'} ${message}`)
  const error: NodeError = {
    code: 'INVALID_PARAMS',
    message: `It does not fit the input of ${name}: ${shown.join('; ')}.`,
    retryable: false,
  }
  return { item: JSON.stringify(item ?? null), error: JSON.stringify(error) }
}

/** The list of the execution that this one retries, where its items were run by the same, on the same input. */
async function findUsableList(
  deps: NestingDeps,
  { id, identity }: LiveExecution,
  { nodeId, target }: { readonly nodeId: string; readonly target: FoundTarget },
): Promise<FormerList | null> {
  if (identity.retryOf === null || identity.ignoreCache) return null
  const former = await findFormerList(deps.db, { executionId: id, nodeId })
  if (former === null) return null
  if (target.subgraph === null) return isSameVersion(former, target) ? former : null
  if (JSON.stringify(former.input) !== JSON.stringify(identity.input)) return null
  return (await isSameGraph(deps, former, target)) ? former : null
}

interface Runs {
  readonly workflowId: string
  readonly version: number
  readonly subgraph: string | null
}

function isSameVersion(one: Runs, other: Runs): boolean {
  return (
    one.workflowId === other.workflowId && one.version === other.version && one.subgraph === other.subgraph
  )
}

/** A newer version of the workflow may have changed elsewhere. */
async function isSameGraph({ engine }: NestingDeps, one: Runs, other: Runs): Promise<boolean> {
  if (isSameVersion(one, other)) return true
  const [former, present] = await Promise.all(
    [one, other].map(({ workflowId, version, subgraph }) => engine.plans.get(workflowId, version, subgraph)),
  )
  const toText = (plan: typeof former) => JSON.stringify([plan?.plan.nodes, plan?.plan.edges])
  return toText(former) === toText(present)
}
