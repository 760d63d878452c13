import { ConfirmDialog } from '../../ui/confirm-dialog.tsx'
import { plural } from '../../ui/format-count.ts'
import { toShortId } from './core/short-id.ts'
import { useLiveState, useRun } from './run-context.ts'
import { useControl } from './use-control.ts'

/** Asks before running nodes are stopped, and says what stays. */
export function CancelDialog() {
  const { model, screen } = useRun()
  const { counts } = useLiveState()
  const { cancel, isPending } = useControl()
  const close = () => screen.setDialog(null)
  const running =
    counts.running === 0
      ? 'No node is running now; those that wait will not start.'
      : `${plural(counts.running, 'node')} ${counts.running === 1 ? 'is' : 'are'} running and will be stopped.`
  const kept =
    counts.completed === 0
      ? ''
      : `${plural(counts.completed, 'completed result')} ${counts.completed === 1 ? 'stays' : 'stay'}.`
  return (
    <ConfirmDialog
      confirm="Cancel the run"
      danger
      keep="Keep running"
      onConfirm={() => cancel(close)}
      onOpenChange={close}
      open={screen.dialog?.kind === 'cancel'}
      pending={isPending}
      text={`${running} ${kept}`.trim()}
      title={`Cancel run ${toShortId(model.executionId)}?`}
    />
  )
}
