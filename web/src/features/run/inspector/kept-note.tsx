import { RunLink } from '../run-link.tsx'

interface KeptNoteProps {
  readonly executionId: string
  readonly nodeId: string
  /** What is to be found there, such as `its lines`. */
  readonly what: string
}

/** No attempt of this run did the work of a kept result: what it left is where it was done. */
export function KeptNote({ executionId, nodeId, what }: KeptNoteProps) {
  return (
    <>
      The result is kept: look for {what} in <RunLink executionId={executionId} nodeId={nodeId} />.
    </>
  )
}
