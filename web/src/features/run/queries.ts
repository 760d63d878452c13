/** Every read of the run view. */
import type { ExecutionEvent } from '@heddle/core/execution/event.ts'
import type { ExecutionSnapshot } from '@heddle/core/execution/snapshot.ts'
import type { ExecutionStatus } from '@heddle/core/execution/status.ts'
import { infiniteQueryOptions, keepPreviousData, queryOptions, skipToken } from '@tanstack/react-query'
import { longQuestion, trpc, trpcClient } from '../../app/trpc.ts'
import type { LogLine } from './core/log-book.ts'
import type { RetryQuestion } from './core/retry-wish.ts'

export type RunDetail = Awaited<ReturnType<typeof trpcClient.executions.get.query>>
export type NodeDetail = Awaited<ReturnType<typeof trpcClient.executions.getNode.query>>
export type NodeAttempt = NodeDetail['attempts'][number]
export type Artifact = Awaited<ReturnType<typeof trpcClient.artifacts.list.query>>['items'][number]
export type ChildItem = Awaited<ReturnType<typeof trpcClient.executions.listChildren.query>>['items'][number]
export type RetryPreview = Awaited<ReturnType<typeof trpcClient.executions.previewRetry.query>>

/** Node types change only with the product. */
const foreverMs = Number.POSITIVE_INFINITY

interface NodeQuestion {
  readonly executionId: string
  readonly nodeId: string
  /** Changes when the node does: what is known under another stamp is old. */
  readonly stamp: string
}

export const runQueries = {
  detail: (executionId: string) => trpc.executions.get.queryOptions({ executionId }),
  /** The run in a few words, without its nodes. */
  status: (executionId: string) => trpc.executions.getReport.queryOptions({ executionId, nodes: 'none' }),
  nodeTypes: () => trpc.nodeTypes.list.queryOptions(undefined, { staleTime: foreverMs }),
  node: ({ executionId, nodeId, stamp }: NodeQuestion) =>
    queryOptions({
      queryKey: [...trpc.executions.getNode.queryKey({ executionId, nodeId }), stamp],
      queryFn: () => trpcClient.executions.getNode.query({ executionId, nodeId }),
      placeholderData: keepPreviousData,
    }),
  /** Why a node does not run. */
  reasons: ({ executionId, nodeId, stamp }: NodeQuestion) =>
    queryOptions({
      queryKey: [...trpc.executions.explainNode.queryKey({ executionId, nodeId }), stamp],
      queryFn: () => trpcClient.executions.explainNode.query({ executionId, nodeId }),
    }),
  /** Why the run as a whole does not go on. */
  runReasons: ({ executionId, stamp }: Omit<NodeQuestion, 'nodeId'>) =>
    queryOptions({
      queryKey: [...trpc.executions.explain.queryKey({ executionId }), stamp],
      queryFn: () => trpcClient.executions.explain.query({ executionId }),
    }),
  artifacts: (executionId: string) => trpc.artifacts.list.queryOptions({ executionId, limit: 500 }),
  /** Null asks nothing. */
  retryPreview: (question: RetryQuestion | null) =>
    trpc.executions.previewRetry.queryOptions(question ?? skipToken, { trpc: { context: longQuestion } }),
  version: (question: { workflowId: string; version: number } | null) =>
    trpc.workflows.getVersion.queryOptions(question ?? skipToken),
  versions: (workflowId: string) => trpc.workflows.listVersions.queryOptions({ workflowId, limit: 100 }),
  children: itemsOptions,
  workflow: (workflowId: string) => trpc.workflows.get.queryOptions({ workflowId }),
}

const itemsPage = 100

interface ItemsQuestion {
  readonly executionId: string
  readonly nodeId: string
  readonly status: ExecutionStatus[] | undefined
  /** Changes when the node does: what is known under another stamp is old. */
  readonly stamp: string
}

function itemsOptions({ stamp, ...asked }: ItemsQuestion) {
  const question = { ...asked, limit: itemsPage }
  return infiniteQueryOptions({
    queryKey: [...trpc.executions.listChildren.queryKey(question), stamp],
    queryFn: ({ pageParam }) =>
      trpcClient.executions.listChildren.query({ ...question, cursor: pageParam ?? undefined }),
    initialPageParam: null as string | null,
    getNextPageParam: ({ nextCursor }) => nextCursor,
  })
}

const historyPage = 500

/** Pages of history are read one after the other, outside the query cache: they are folded, not shown as they are. */
export async function listEventsAfter(
  executionId: string,
  after: number,
): Promise<readonly ExecutionEvent[]> {
  const page = await trpcClient.executions.listEvents.query({ executionId, after, limit: historyPage })
  return asEvents(page.items)
}

export async function listLogsAfter(
  executionId: string,
  after: string | undefined,
): Promise<readonly LogLine[]> {
  const page = await trpcClient.executions.listLogs.query({ executionId, after, limit: historyPage })
  return page.items
}

/** The client's types of answers loosen tuples and unknown values; what arrives is what the core wrote, as JSON. */
export function asEvents(items: readonly unknown[]): readonly ExecutionEvent[] {
  return items as readonly ExecutionEvent[]
}

export function asSnapshot(snapshot: unknown): ExecutionSnapshot {
  return snapshot as ExecutionSnapshot
}
