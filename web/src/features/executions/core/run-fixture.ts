/** Rows for the tests of the pure parts. */
import type { Run, RunPage } from './run.ts'

export function run(executionId: string, change: Partial<Run> = {}): Run {
  return {
    executionId,
    workflowId: 'w1',
    workflowName: 'Log report',
    version: 3,
    status: 'completed',
    trigger: 'manual',
    startedBy: 'Mara Lindqvist',
    retryOf: null,
    createdAt: '2026-11-20T10:00:00.000Z',
    startedAt: '2026-11-20T10:00:01.000Z',
    completedAt: '2026-11-20T10:00:09.400Z',
    durationMs: 8400,
    totalNodes: 13,
    completedNodes: 12,
    failedNodes: 0,
    skippedNodes: 1,
    progressPercent: 100,
    p50Ms: 8000,
    error: null,
    parent: null,
    rootExecutionId: null,
    ...change,
  }
}

/** One row for each letter. */
export function page(letters: string, nextCursor: string | null): RunPage {
  return {
    items: [...letters].map((id) => run(id)),
    nextCursor,
    matching: letters.length,
    matchingIsCapped: false,
  }
}
