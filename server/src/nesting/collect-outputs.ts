/**
 * What the executions of items gave, in the order of the items: each the output of the one node that nothing
 * follows, by node id where there are several. Read in pages, and given up where it is more than an output may be.
 */
import type { OutputValue } from '@heddle/core/execution/event.ts'
import type { Plan } from '@heddle/core/plan/compile-plan.ts'
import type { StoredValues } from '../artifacts/stored-values.ts'
import { NodeFailure } from '../nodes/node-type.ts'
import { listItemEnds, listItemOutputs, type NodeOutput } from '../store/list-item-outputs.ts'
import { listPresentExecutions } from '../store/list-present-executions.ts'
import { loadNodeResults } from '../store/load-node-results.ts'
import type { ItemsLook } from '../store/look-at-items.ts'
import type { NestingDeps } from './nesting-deps.ts'

export interface CollectDeps extends NestingDeps {
  readonly storedValues: StoredValues
  /** What an output may have at most. */
  readonly outputBytes: number
}

const itemsAPage = 200
/** More nodes without a successor than this is a list of results, not one result. */
const maxSinks = 100
/** A kept result may have been kept before. */
const maxHops = 20

export async function collectOutputs(deps: CollectDeps, look: ItemsLook): Promise<unknown[]> {
  const { plan } = await deps.engine.plans.get(look.workflowId, look.version, look.subgraph)
  const sinks = listSinks(plan)
  const budget = { left: deps.outputBytes }
  const outputs: unknown[] = []
  while (outputs.length < look.total) {
    const page = { executionId: look.executionId, nodeIndex: look.nodeIndex, from: outputs.length }
    const items = await listItemEnds(deps.db, { ...page, limit: itemsAPage })
    if (items.length === 0) break
    const completed = items.filter(({ status }) => status === 'completed').map(({ childId }) => childId)
    const wanted = { executionIds: completed, nodeIndexes: sinks.map(({ index }) => index) }
    const rows = sinks.length === 0 ? [] : await listItemOutputs(deps.db, wanted)
    const byChild = Map.groupBy(rows, ({ executionId }) => executionId)
    await refuseGone(
      deps,
      completed.filter((childId) => !byChild.has(childId)),
    )
    for (const { childId } of items) {
      outputs.push(await toOutput(deps, { rows: byChild.get(childId) ?? [], sinks, budget }))
    }
  }
  return outputs
}

/** A result that was kept from a retried execution goes when that is deleted. One that gave nothing is there. */
async function refuseGone({ db }: CollectDeps, childIds: readonly string[]): Promise<void> {
  const gone = new Set(childIds).difference(await listPresentExecutions(db, childIds))
  if (gone.size === 0) return
  const message = `The results of ${gone.size} items are gone: the run that they were kept from was deleted. Retry this one from the start.`
  throw new NodeFailure({ code: 'EXPRESSION', message, retryable: false })
}

function listSinks(plan: Plan): { readonly index: number; readonly id: string }[] {
  const sinks = plan.nodes.filter(({ index }) => plan.outgoing[index]?.length === 0)
  return sinks.length > maxSinks ? [] : sinks
}

interface ChildRows {
  readonly rows: readonly NodeOutput[]
  readonly sinks: readonly { readonly id: string }[]
  readonly budget: { left: number }
}

async function toOutput(deps: CollectDeps, { rows, sinks, budget }: ChildRows): Promise<unknown> {
  const values = new Map<string, unknown>()
  for (const row of rows) values.set(row.nodeId, await readValue(deps, row, budget))
  const [only] = sinks
  if (sinks.length === 1) return values.get(only?.id ?? '') ?? null
  return values.size === 0
    ? null
    : Object.fromEntries(sinks.flatMap(({ id }) => (values.has(id) ? [[id, values.get(id)]] : [])))
}

async function readValue(deps: CollectDeps, row: NodeOutput, budget: { left: number }): Promise<unknown> {
  const output = await findOutput(deps, row)
  budget.left -= output.kind === 'stored' ? output.sizeBytes : JSON.stringify(output.value ?? null).length
  if (budget.left < 0) {
    throw failure(
      'INVALID_OUTPUT',
      `The outputs of the items have more than ${deps.outputBytes} bytes together. Leave big results as files in the artifact folder.`,
    )
  }
  if (output.kind === 'inline') return output.value ?? null
  return deps.storedValues.read(output.key).catch((error: unknown) => {
    const reason = error instanceof Error ? error.message : String(error)
    throw failure('EXPRESSION', `The output of an item cannot be read from the artifact store: ${reason}.`)
  })
}

/** A result that was kept is where it was made. */
async function findOutput({ db }: CollectDeps, row: NodeOutput): Promise<OutputValue> {
  let at: Pick<NodeOutput, 'executionId' | 'output' | 'keptFrom'> = row
  for (let hop = 0; hop < maxHops; hop += 1) {
    const { keptFrom } = at
    if (keptFrom === null || keptFrom.executionId === at.executionId) break
    const key = { executionId: keptFrom.executionId, nodeId: row.nodeId, nodeIndex: null }
    const [origin] = await loadNodeResults(db, [key])
    if (origin === undefined) break
    at = origin
  }
  return at.output
}

function failure(code: 'INVALID_OUTPUT' | 'EXPRESSION', message: string): NodeFailure {
  return new NodeFailure({ code, message, retryable: code === 'EXPRESSION' })
}
