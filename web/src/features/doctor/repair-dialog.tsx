import { ConfirmDialog } from '../../ui/confirm-dialog.tsx'
import { plural } from '../../ui/format-count.ts'
import { isMissing } from './core/checkup-words.ts'
import type { DamagedRun } from './queries.ts'

interface RepairDialogProps {
  runs: readonly DamagedRun[]
  pending: boolean
  onConfirm: () => void
  onClose: () => void
}

/** Says what a repair does before it does it. */
export function RepairDialog({ runs, pending, onConfirm, onClose }: RepairDialogProps) {
  return (
    <ConfirmDialog
      confirm={`Repair ${plural(runs.length, 'run')}`}
      keep="Leave as it is"
      onConfirm={onConfirm}
      onOpenChange={onClose}
      open
      pending={pending}
      text="Their state is written anew from their events. Where those are broken, the last checkpoint is taken, and without one the run begins again; results that were found whole are kept."
      title={`Repair ${plural(runs.length, 'run')}?`}
    >
      <p className="mt-2 text-text-2">
        {runs.some((run) => isMissing(run.findings)) ? 'What is left of missing runs is taken out. ' : ''}
        What was found goes into quarantine with its evidence, and administrators are told.
      </p>
    </ConfirmDialog>
  )
}
