/** Takes what an attempt left in its artifact folder and records it. */
import type { NodeError } from '@heddle/core/execution/event.ts'
import { collectArtifacts } from '../artifacts/collect-artifacts.ts'
import type { Attempt } from './attempt.ts'
import { retryUnavailable } from './retry-unavailable.ts'

/** The error where a file is beyond the limit; what is merely no plain file is said in the log. */
export async function keepArtifacts({ deps, job, node, resources }: Attempt): Promise<NodeError | null> {
  if (resources.openedFolder === null || job.signal.aborted) return null
  const { artifacts, refused, tooLarge } = await collectArtifacts({
    folder: resources.openedFolder,
    store: deps.artifacts,
    maxBytes: deps.limits.artifactBytes,
    origin: {
      workspaceId: job.execution.workspaceId,
      executionId: job.execution.id,
      nodeId: node.id,
      attempt: job.attempt,
    },
  })
  for (const sentence of refused) resources.log.write('system', sentence)
  if (artifacts.length > 0) {
    await retryUnavailable(job.signal, () => deps.insertArtifacts(artifacts))
    deps.onArtifacts(job.execution.id, artifacts)
  }
  return tooLarge === null ? null : { code: 'INVALID_OUTPUT', message: tooLarge, retryable: false }
}
