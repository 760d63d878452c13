import { Link } from '@tanstack/react-router'

interface RunLinkProps {
  executionId: string
  workflowName: string | null
}

/** The name of the workflow, and the six characters by which people speak of the run. */
export function RunLink({ executionId, workflowName }: RunLinkProps) {
  return (
    <Link className="font-medium hover:underline" params={{ executionId }} to="/executions/$executionId">
      {workflowName ?? 'Run'}{' '}
      <span className="mono text-text-3">{executionId.replaceAll('-', '').slice(-6)}</span>
    </Link>
  )
}
