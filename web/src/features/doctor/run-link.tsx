import { Link } from '@tanstack/react-router'
import { toShortId } from '../../ui/short-id.ts'
import { isMissing } from './core/checkup-words.ts'
import type { Finding } from './queries.ts'

interface RunLinkProps {
  executionId: string
  workflowName: string | null
  findings: readonly Finding[]
}

/** The name of the workflow, and the six characters by which people speak of the run. */
export function RunLink({ executionId, workflowName, findings }: RunLinkProps) {
  const name = <span className="mono text-text-3">{toShortId(executionId)}</span>
  // There is nothing to open.
  if (isMissing(findings)) return <span title={executionId}>Missing run {name}</span>
  return (
    <Link className="font-medium hover:underline" params={{ executionId }} to="/executions/$executionId">
      {workflowName ?? 'Run'} {name}
    </Link>
  )
}
