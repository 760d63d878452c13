import { ConfirmDialog } from '../../ui/confirm-dialog.tsx'
import { toCancelWords } from './core/cancel-words.ts'
import { toShortId } from './core/short-id.ts'
import { useLiveState, useRun } from './run-context.ts'
import { useControl } from './use-control.ts'

/** Asks before running nodes are stopped, and says what goes with them and what stays. */
export function CancelDialog() {
  const { model, screen } = useRun()
  const { counts } = useLiveState()
  const { cancel, isPending } = useControl()
  const close = () => screen.setDialog(null)
  return (
    <ConfirmDialog
      confirm="Cancel the run"
      danger
      keep="Keep running"
      onConfirm={() => cancel(close)}
      onOpenChange={close}
      open={screen.dialog?.kind === 'cancel'}
      pending={isPending}
      text={toCancelWords(counts)}
      title={`Cancel run ${toShortId(model.executionId)}?`}
    />
  )
}
