import type { ExecutionEvent } from '@heddle/core/execution/event.ts'
import type { ExecutionSnapshot } from '@heddle/core/execution/snapshot.ts'
import { type TrackedEnvelope, tracked } from '@trpc/server'
import { z } from 'zod'
import type { ArtifactView } from '../artifacts/artifact-shape.ts'
import { procedure } from '../trpc.ts'
import { executionIdInput, type LogLine } from './execution-shapes.ts'

export type WatchMessage =
  | { kind: 'snapshot'; seq: number; snapshot: ExecutionSnapshot; serverTime: string }
  | { kind: 'events'; events: readonly ExecutionEvent[]; serverTime: string }
  | { kind: 'logs'; lines: readonly LogLine[] }
  | { kind: 'artifact'; artifact: ArtifactView }

export const watchExecution = procedure
  .input(
    executionIdInput.extend({ lastEventId: z.string().max(200).nullish(), logs: z.boolean().default(false) }),
  )
  .subscription(async function* (): AsyncGenerator<TrackedEnvelope<WatchMessage>> {
    yield tracked('0', { kind: 'logs', lines: [] })
  })
