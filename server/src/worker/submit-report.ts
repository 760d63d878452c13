/** Has the end of an attempt committed. Work that is done is not lost because others moved its execution meanwhile. */
import { setTimeout as sleep } from 'node:timers/promises'
import { DomainError, StateError } from '@heddle/core/errors.ts'
import type { AttemptReport } from '@heddle/core/execution/command.ts'
import type { Engine } from '../engine/engine.ts'
import type { Logger } from '../ops/logger.ts'

export interface SubmitReportDeps {
  readonly engine: Pick<Engine, 'submit'>
  readonly logger: Logger
}

/** Contention and damaged state pass: others are done, a repair takes a second. Beyond that the attempt counts as lost. */
const pausesMs = [200, 1_000, 3_000, 5_000]

/** Never rejects. Gives up when the signal says that somebody else decides about the attempt. */
export async function submitReport(
  deps: SubmitReportDeps,
  executionId: string,
  { report, signal }: { readonly report: AttemptReport; readonly signal: AbortSignal },
): Promise<void> {
  for (let tries = 0; ; tries += 1) {
    try {
      await deps.engine.submit(executionId, report)
      return
    } catch (error) {
      const pauseMs = pausesMs[tries]
      if (error instanceof StateError && pauseMs !== undefined) {
        await sleep(pauseMs, undefined, { signal }).catch(() => undefined)
        if (!signal.aborted) continue
        return
      }
      const { nodeIndex } = report
      deps.logger.error({ event: 'report_refused', executionId, nodeIndex, err: error })
      // What an error of ours says is never about the content of the report.
      if (!(error instanceof DomainError)) await reportUnwritable(deps, executionId, { report, error })
      return
    }
  }
}

/** The database took everything but this report, so its content is at fault: the attempt fails with the reason. */
async function reportUnwritable(
  { engine, logger }: SubmitReportDeps,
  executionId: string,
  { report, error: cause }: { readonly report: AttemptReport; readonly error: unknown },
): Promise<void> {
  const { nodeIndex, attempt, workerId } = report
  const message = `The result cannot be stored: ${cause instanceof Error ? cause.message : String(cause)}`
  const error = { code: 'INVALID_OUTPUT', message, retryable: false } as const
  const address = { nodeIndex, attempt, workerId }
  try {
    await engine.submit(executionId, {
      type: 'fail-attempt',
      now: Date.now(),
      ...address,
      error,
      random: 0,
    })
  } catch (failure) {
    logger.error({ event: 'report_lost', executionId, nodeIndex, err: failure })
  }
}
