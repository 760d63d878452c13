import { defineNodeType } from '../define-node-type.ts'
import { toItemError } from '../map/items-error.ts'
import type { AttemptContext, RunResult } from '../node-type.ts'
import { type SubworkflowParams, subworkflowParams } from './params.ts'

const docs = `Runs another workflow as a part of this one, and gives what it gave: the output of the one node that nothing
follows, by node id where there are several.

**Input** is held to the input schema of that workflow. Where its run fails, this node fails with its error. It is
cancelled, paused and resumed with this run, and counts as a part of it. Without **Version** it is the version that is
published when the node starts.

A workflow cannot run itself, neither directly nor through others. The node holds no worker while it waits.
`

export const subworkflow = defineNodeType({
  type: 'subworkflow',
  label: 'Sub-workflow',
  group: 'Flow',
  icon: 'workflow',
  summary: 'Runs another workflow and gives its output.',
  docs,
  detail: '{workflow}',
  params: subworkflowParams,
  run: runSubworkflow,
})

async function runSubworkflow({
  params,
  runItems,
  collectItems,
}: AttemptContext<SubworkflowParams>): Promise<RunResult> {
  const { workflow, version, input = {} } = params
  const target = { kind: 'workflow', reference: workflow, version } as const
  const outcome = await runItems({ items: [input], target, concurrency: 1, maxFailures: 0 })
  if (outcome.kind === 'waiting') return { ok: true, suspendUntil: outcome.until, waitFor: 'children' }
  if (outcome.kind === 'refused') return { ok: false, error: outcome.error }
  const [failed] = outcome.failed
  if (failed !== undefined) {
    const { code, message, retryable } = toItemError(failed)
    const error = {
      code,
      // What was refused has no run, and its message names the workflow.
      message: failed.isRefused ? message : `${workflow}: ${message}`,
      retryable,
      details: { executionId: failed.childId },
    }
    return { ok: false, error }
  }
  const [output] = await collectItems()
  return { ok: true, output: output ?? null }
}
