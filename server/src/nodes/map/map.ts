import type { ItemsTarget } from '../../nesting/items-request.ts'
import { defineNodeType } from '../define-node-type.ts'
import type { AttemptContext, RunResult } from '../node-type.ts'
import { toItemsError } from './items-error.ts'
import { type MapParams, mapParams } from './params.ts'

const docs = `Works through a list that is known only when it runs: each item is a run of its own, with its nodes, log and
outputs. The output is the list of what the items gave, in the order of the items.

For each item it runs either

- a **Graph**: nodes and edges inside this node. They read \`input\` (the run's own input), \`item\`, and each other's
  outputs; they do not see the nodes outside. Or
- a **Workflow**, by its id or name: the item is its input and is held to its input schema.

What an item gives is the output of the one node that nothing follows, by node id where there are several.

| when an item fails | what happens |
| --- | --- |
| \`fail\` | no more items are started; the node fails when those that run have ended |
| \`continue\` | the others go on; the node completes with \`null\` in the failed places |
| **Failures allowed** | as \`continue\` up to that many, as \`fail\` beyond |

Where items failed and the node completes, its quality is the share that completed. A retry, by the node's own policy
or of the whole run, runs the failed items again and keeps the others. At most 10,000 items, and runs inside runs go at
most 10 deep. The node's timeout is for all items together. It holds no worker while its items run.
`

export const map = defineNodeType({
  type: 'map',
  label: 'Map',
  group: 'Flow',
  icon: 'layers',
  summary: 'Runs a graph or a workflow for each item of a list.',
  docs,
  detail: '{workflow} {concurrency} at once',
  params: mapParams,
  run: runMap,
})

async function runMap({ params, runItems, collectItems }: AttemptContext<MapParams>): Promise<RunResult> {
  const { items, concurrency } = params
  const maxFailures = params.maxFailures ?? (params.onItemFailure === 'fail' ? 0 : null)
  const outcome = await runItems({ items, target: toTarget(params), concurrency, maxFailures })
  if (outcome.kind === 'waiting') return { ok: true, suspendUntil: outcome.until, waitFor: 'children' }
  if (outcome.kind === 'refused') return { ok: false, error: outcome.error }
  const { completed, failed, total } = outcome.counts
  if (maxFailures !== null && failed > maxFailures) return { ok: false, error: toItemsError(outcome) }
  const output = await collectItems()
  return { ok: true, output, ...(failed > 0 && { quality: completed / total }) }
}

function toTarget({ workflow, version }: MapParams): ItemsTarget {
  return workflow === undefined ? { kind: 'graph' } : { kind: 'workflow', reference: workflow, version }
}
