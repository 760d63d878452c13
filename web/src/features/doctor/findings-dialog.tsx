import { ErrorLine } from '../../ui/error-state.tsx'
import { ReadDialog } from '../../ui/read-dialog.tsx'
import { FindingList } from './finding-list.tsx'
import type { DamagedRun } from './queries.ts'

interface FindingsDialogProps {
  run: DamagedRun
  onClose: () => void
}

export function FindingsDialog({ run, onClose }: FindingsDialogProps) {
  const { workflowName, executionId, findings, problem } = run
  return (
    <ReadDialog onClose={onClose} title={`What is wrong with ${workflowName ?? 'the run'}`} width={560}>
      <p className="mono text-12 text-text-3">{executionId}</p>
      {problem === null ? null : <ErrorLine className="mt-2" text={problem} />}
      <FindingList findings={findings} />
    </ReadDialog>
  )
}
