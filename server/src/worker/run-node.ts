/** Calls a node type's runner with what it may use, under the node's timeout. */
import type { NodeError } from '@heddle/core/execution/event.ts'
import type { ItemsAddress } from '../nesting/items-request.ts'
import { type AttemptContext, NodeFailure, type NodeResult, type RunResult } from '../nodes/node-type.ts'
import type { WaitAddress } from '../waits/attempt-waits.ts'
import type { Attempt } from './attempt.ts'
import { loadScope, loadUpstream } from './execution-scope.ts'
import { type CheckedParams, checkParams, referencesOf } from './prepare-node.ts'
import { retryUnavailable } from './retry-unavailable.ts'

/** Fills the expressions of the parameters in and checks what comes out. */
export async function resolveParams(attempt: Attempt): Promise<CheckedParams> {
  const { deps, job, node, prepared } = attempt
  const schema = prepared.type.declaration.params
  const { references } = prepared
  const scope = await loadScope(job, deps.values, { references })
  const result = await deps.expressions.run({ kind: 'params', params: node.params, schema, scope })
  if (result.ok) return checkParams(prepared.type, result.value)
  const { message, path, retryable } = result
  return {
    ok: false,
    error: { code: 'EXPRESSION', message, retryable, ...(path !== '' && { details: { path } }) },
  }
}

export function runNode(attempt: Attempt, params: unknown): Promise<RunResult> {
  const { job, node, prepared } = attempt
  if (node.timeoutMs === null) return prepared.type.run(toContext(attempt, params, job.signal))
  return runWithTimeout(attempt, params, node.timeoutMs)
}

async function runWithTimeout(attempt: Attempt, params: unknown, timeoutMs: number): Promise<RunResult> {
  const { job, prepared } = attempt
  const timeout = new AbortController()
  const timer = setTimeout(() => timeout.abort(), timeoutMs)
  try {
    const signal = AbortSignal.any([job.signal, timeout.signal])
    const result = await prepared.type.run(toContext(attempt, params, signal))
    const isOver = timeout.signal.aborted && !job.signal.aborted
    return isOver && !result.ok ? { ok: false, error: toTimeout(timeoutMs, result.error.details) } : result
  } catch (error) {
    if (!timeout.signal.aborted || job.signal.aborted) throw error
    const details = error instanceof NodeFailure ? error.error.details : undefined
    return { ok: false, error: toTimeout(timeoutMs, details) }
  } finally {
    clearTimeout(timer)
  }
}

function toContext(attempt: Attempt, params: unknown, signal: AbortSignal): AttemptContext<unknown> {
  const { deps, job, node, resources } = attempt
  return {
    executionId: job.execution.id,
    nodeId: node.id,
    attempt: job.attempt,
    params,
    input: job.execution.input,
    item: job.execution.item,
    signal,
    loadNodes: () => loadNodes(attempt),
    log: (stream, line) => resources.log.write(stream, line),
    reportProgress: (fraction, message) => resources.progress.report(fraction, message),
    openWorkFolder: () => resources.folder,
    evaluate: (source) => evaluate(attempt, source),
    askApproval: (request) =>
      retryUnavailable(signal, () => deps.waits.askApproval(toWaitAddress(attempt), request)),
    lookForSignal: (request) =>
      retryUnavailable(signal, () => deps.waits.lookForSignal(toWaitAddress(attempt), request)),
    runItems: (request) =>
      retryUnavailable(signal, async () => deps.items.run(await toItemsAddress(attempt), request)),
    collectItems: () =>
      retryUnavailable(signal, async () => deps.items.collect(await toItemsAddress(attempt))),
  }
}

function toWaitAddress({ job, node }: Attempt): WaitAddress {
  const { id: executionId, workspaceId, workflowId } = job.execution
  const { index: nodeIndex, id: nodeId, name: nodeName } = node
  return { executionId, workspaceId, workflowId, nodeIndex, nodeId, nodeName, attempt: job.attempt }
}

async function toItemsAddress({ job, node }: Attempt): Promise<ItemsAddress> {
  const getNode = await job.readNodes()
  const { index: nodeIndex, id: nodeId, timeoutMs } = node
  const { failures } = getNode(nodeIndex)
  return { executionId: job.execution.id, nodeIndex, nodeId, failures, timeoutMs }
}

async function loadNodes({ deps, job, resources }: Attempt): Promise<Readonly<Record<string, NodeResult>>> {
  const { nodes, leftOut } = await loadUpstream(job, deps.values)
  if (leftOut > 0) {
    const message = `The values of the nodes upstream are too large: ${leftOut} of the nodes further away are left out of the input.`
    resources.log.write('system', message)
  }
  return nodes
}

async function evaluate({ deps, job }: Attempt, source: string): Promise<unknown> {
  const scope = await loadScope(job, deps.values, { references: referencesOf([source]) })
  const result = await deps.expressions.run({ kind: 'value', source, scope })
  if (result.ok) return result.value
  const { message, retryable } = result
  throw new NodeFailure({ code: 'EXPRESSION', message, retryable })
}

function toTimeout(timeoutMs: number, details: NodeError['details']): NodeError {
  const message = `The node did not end within its timeout of ${timeoutMs / 1000} s.`
  return { code: 'TIMEOUT', message, retryable: true, ...(details && { details }) }
}
