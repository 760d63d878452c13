/**
 * From the words of the procedures to those of REST: keys of the envelope in snake_case, each by name. What
 * people and nodes wrote (inputs, outputs, documents, details of errors) is passed on untouched.
 */
import type {
  CachedFrom,
  ExecutionEvent,
  NodeError,
  OutputValue,
  Restart,
} from '@heddle/core/execution/event.ts'
import type { z } from 'zod'
import type { ArtifactView } from '../artifacts/artifact-shape.ts'
import type {
  ExecutionReport,
  ExecutionSummary,
  executionNodeSchema,
  LogLine,
  NodeStateView,
} from '../executions/execution-shapes.ts'
import type { WorkflowSummary } from '../workflows/workflow-shapes.ts'

type Wire = Record<string, unknown>

export function toWireProblem(problem: unknown): unknown {
  if (typeof problem !== 'object' || problem === null) return problem
  const { nodeId, edgeIndex, ...rest } = problem as { nodeId?: unknown; edgeIndex?: unknown }
  return {
    ...rest,
    ...(nodeId !== undefined && { node_id: nodeId }),
    ...(edgeIndex !== undefined && { edge_index: edgeIndex }),
  }
}

export function toWireWorkflow(workflow: WorkflowSummary): Wire {
  return {
    workflow_id: workflow.workflowId,
    name: workflow.name,
    description: workflow.description,
    version: workflow.publishedVersion,
    node_count: workflow.nodeCount,
    draft_changes: workflow.draftChanges,
    last_run:
      workflow.lastRun === null
        ? null
        : {
            execution_id: workflow.lastRun.executionId,
            status: workflow.lastRun.status,
            started_at: workflow.lastRun.startedAt,
            completed_at: workflow.lastRun.completedAt,
          },
    success_rate: workflow.successRate,
    p50_ms: workflow.p50Ms,
    updated_at: workflow.updatedAt,
    updated_by: workflow.updatedBy,
  }
}

export function toWireSummary(execution: ExecutionSummary): Wire {
  return {
    execution_id: execution.executionId,
    workflow_id: execution.workflowId,
    workflow_name: execution.workflowName,
    version: execution.version,
    status: execution.status,
    trigger: execution.trigger,
    started_by: execution.startedBy,
    retry_of: execution.retryOf,
    parent: toWireParent(execution.parent),
    progress_percent: execution.progressPercent,
    completed_nodes: execution.completedNodes,
    failed_nodes: execution.failedNodes,
    skipped_nodes: execution.skippedNodes,
    total_nodes: execution.totalNodes,
    error: toWireNodeError(execution.error),
    created_at: execution.createdAt,
    started_at: execution.startedAt,
    completed_at: execution.completedAt,
    duration_ms: execution.durationMs,
  }
}

type Started = Pick<ExecutionSummary, 'executionId' | 'workflowId' | 'status' | 'startedAt'>

export function toWireStarted(started: Started): Wire {
  return {
    execution_id: started.executionId,
    workflow_id: started.workflowId,
    status: started.status,
    started_at: started.startedAt,
  }
}

export function toWireReport(report: ExecutionReport): Wire {
  return {
    ...toWireSummary(report),
    priority: report.priority,
    input: report.input,
    output: report.output,
    last_seq: report.lastSeq,
    retries: report.retries.map(({ executionId, status }) => ({
      execution_id: executionId,
      status,
      href: `/api/executions/${executionId}`,
    })),
    ...(report.nodeStates !== null && { node_states: report.nodeStates.map(toWireNodeState) }),
  }
}

function toWireNodeState(node: NodeStateView): Wire {
  return {
    node_id: node.nodeId,
    status: node.status,
    attempt: node.attempt,
    queued_at: node.queuedAt,
    started_at: node.startedAt,
    completed_at: node.completedAt,
    duration_ms: node.durationMs,
    error: toWireNodeError(node.error),
  }
}

export function toWireNode(node: z.infer<typeof executionNodeSchema>): Wire {
  const { output } = node
  return {
    node_id: node.nodeId,
    status: node.status,
    attempt: node.attempt,
    input: node.input,
    output: output?.kind === 'inline' ? output.value : null,
    output_ref:
      output?.kind === 'stored'
        ? { size_bytes: output.sizeBytes, sha256: output.sha256, href: output.href }
        : null,
    error: toWireNodeError(node.error),
    quality: node.quality,
    kept_from: toWireKeptFrom(node.keptFrom),
    cached_from: toWireCachedFrom(node.cachedFrom),
    waiting_for: node.waitingFor,
    items: node.items,
    due_at: node.dueAt,
    attempts: node.attempts.map((attempt) => ({
      attempt: attempt.attempt,
      status: attempt.status,
      worker_id: attempt.workerId,
      started_at: attempt.startedAt,
      completed_at: attempt.completedAt,
      duration_ms: attempt.durationMs,
      input: attempt.input,
      error: toWireNodeError(attempt.error),
    })),
    queued_at: node.queuedAt,
    started_at: node.startedAt,
    completed_at: node.completedAt,
    duration_ms: node.durationMs,
    log_cursor: node.logCursor,
  }
}

function toWireKeptFrom(kept: { executionId: string; attempt: number } | null): Wire | null {
  return kept === null ? null : { execution_id: kept.executionId, attempt: kept.attempt }
}

function toWireCachedFrom(cached: CachedFrom | null): Wire | null {
  if (cached === null) return null
  return { execution_id: cached.executionId, node_id: cached.nodeId, attempt: cached.attempt }
}

export function toWireEvent(executionId: string, event: ExecutionEvent): Wire {
  return {
    seq: event.seq,
    type: event.type,
    execution_id: executionId,
    node_id: event.nodeId,
    attempt: event.attempt,
    timestamp: event.timestamp,
    data: toWireEventData(event.data),
  }
}

/** Keys that the core gives to the data of events. All others are the same in both. */
const eventKeys: Readonly<Record<string, string>> = {
  workflowId: 'workflow_id',
  startedBy: 'started_by',
  retryOf: 'retry_of',
  deadlineAt: 'deadline_at',
  nodeId: 'node_id',
  workerId: 'worker_id',
  delayMs: 'delay_ms',
  dueAt: 'due_at',
  startBefore: 'start_before',
  ignoreCache: 'ignore_cache',
  fallbackFor: 'fallback_for',
  keptFrom: 'kept_from',
  cachedFrom: 'cached_from',
}

/** Values of theirs that have keys of the core themselves. */
const eventValues: Readonly<Record<string, (value: never) => unknown>> = {
  error: toWireNodeError,
  fallbackFor: toWireNodeError,
  keptFrom: toWireKeptFrom,
  cachedFrom: toWireCachedFrom,
  parent: toWireParent,
  output: toWireOutput,
  restart: toWireRestart,
  repair: ({ quarantineId }: { quarantineId: string }) => ({ quarantine_id: quarantineId }),
}

function toWireEventData(data: object): Wire {
  return Object.fromEntries(
    Object.entries(data).map(([key, value]) => {
      const toWireValue = eventValues[key]
      return [eventKeys[key] ?? key, toWireValue === undefined ? value : toWireValue(value as never)]
    }),
  )
}

/** Always with details, so that a program need not look whether there are any. */
export function toWireNodeError(error: NodeError | null): Wire | null {
  return error === null ? null : { ...error, details: error.details ?? {} }
}

function toWireOutput(output: OutputValue): Wire {
  if (output.kind === 'inline') return { ...output }
  const { sizeBytes, ...rest } = output
  return { ...rest, size_bytes: sizeBytes }
}

function toWireRestart({ from, quarantineId, createdAt, attempts }: Restart): Wire {
  return { from, quarantine_id: quarantineId, created_at: createdAt, attempts }
}

function toWireParent(parent: ExecutionSummary['parent']): Wire | null {
  if (parent === null) return null
  return { execution_id: parent.executionId, node_id: parent.nodeId, item_index: parent.itemIndex }
}

export function toWireLogLine({ cursor: _cursor, nodeId, ...line }: LogLine): Wire {
  return { node_id: nodeId, ...line }
}

export function toWireArtifact(artifact: ArtifactView): Wire {
  return {
    artifact_id: artifact.artifactId,
    execution_id: artifact.executionId,
    node_id: artifact.nodeId,
    attempt: artifact.attempt,
    name: artifact.name,
    content_type: artifact.contentType,
    size_bytes: artifact.sizeBytes,
    sha256: artifact.sha256,
    created_at: artifact.createdAt,
    href: artifact.href,
  }
}
