import { isFinal } from '@heddle/core/execution/status.ts'
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx'
import { toShortId } from '../../ui/short-id.ts'
import { toCancelWords } from './core/cancel-words.ts'
import { countItemsUnderWay } from './core/items-under-way.ts'
import { useLiveState, useRun } from './run-context.ts'
import { useControl } from './use-control.ts'

/** Asks before running nodes are stopped, and says what goes with them and what stays. */
export function CancelDialog() {
  const { model, screen } = useRun()
  const state = useLiveState()
  // A run that ended meanwhile leaves nothing to ask.
  const isOpen = screen.dialog?.kind === 'cancel' && !isFinal(state.status)
  const { cancel, isPending } = useControl()
  const close = () => screen.setDialog(null)
  return (
    <ConfirmDialog
      confirm="Cancel the run"
      danger
      keep="Keep running"
      onConfirm={() => cancel(close)}
      onOpenChange={close}
      open={isOpen}
      pending={isPending}
      text={isOpen ? toCancelWords({ ...state.counts, items: countItemsUnderWay(state) }) : ''}
      title={`Cancel run ${toShortId(model.executionId)}?`}
    />
  )
}
