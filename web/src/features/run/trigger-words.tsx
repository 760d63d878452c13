import { Link } from '@tanstack/react-router'
import { toShortId } from '../../ui/short-id.ts'
import type { RunDetail } from './queries.ts'
import { RunLink } from './run-link.tsx'

/** What started the run, and who. */
export function TriggerWords({ detail }: { readonly detail: RunDetail }) {
  const by = detail.startedBy === null ? '' : ` by ${detail.startedBy}`
  switch (detail.trigger) {
    case 'api':
      return `Started through the API${by}`
    case 'example':
      return `Example started${by}`
    case 'retry':
      return detail.retryOf === null ? (
        `Retried${by}`
      ) : (
        <>
          Retry of{' '}
          <Link
            className="text-accent underline underline-offset-2"
            params={{ executionId: detail.retryOf }}
            to="/executions/$executionId"
          >
            {toShortId(detail.retryOf)}
          </Link>
          {by}
        </>
      )
    case 'parent':
      return detail.parent === null ? (
        `Part of another run${by}`
      ) : (
        <>
          {toOrigin(detail, detail.parent)} in{' '}
          <RunLink executionId={detail.parent.executionId} nodeId={detail.parent.nodeId} />
        </>
      )
    case 'manual':
      return by === '' ? 'Started by hand' : `Started${by}`
  }
}

/** A run of a whole workflow may be the only one of its node; what runs inside of a map is one of many. */
function toOrigin({ item }: RunDetail, { nodeId, itemIndex }: NonNullable<RunDetail['parent']>): string {
  return item === null && itemIndex === 0 ? `Started by ${nodeId}` : `Item ${itemIndex} of ${nodeId}`
}
