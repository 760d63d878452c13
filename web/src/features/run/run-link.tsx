import { Link } from '@tanstack/react-router'
import { toShortId } from '../../ui/short-id.ts'

interface RunLinkProps {
  readonly executionId: string
  /** The node that is chosen when the run opens. */
  readonly nodeId?: string
}

/** Another run by its short id, in running text. */
export function RunLink({ executionId, nodeId }: RunLinkProps) {
  return (
    <Link
      className="text-accent underline underline-offset-2"
      params={{ executionId }}
      to="/executions/$executionId"
      {...(nodeId === undefined ? {} : { hash: nodeId })}
    >
      run {toShortId(executionId)}
    </Link>
  )
}
