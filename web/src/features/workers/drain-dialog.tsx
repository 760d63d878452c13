import { ConfirmDialog } from '../../ui/confirm-dialog.tsx'
import { plural } from '../../ui/format-count.ts'
import { leftAlone, type Worker } from './core/fleet.ts'
import { groupWords } from './core/worker-words.ts'

interface DrainDialogProps {
  worker: Worker
  items: readonly Worker[]
  pending: boolean
  onConfirm: () => void
  onClose: () => void
}

/** Says what goes on, and what will wait. */
export function DrainDialog({ worker, items, pending, onConfirm, onClose }: DrainDialogProps) {
  const { used, workerId } = worker
  const finishes =
    used === 0
      ? 'It runs nothing now and takes nothing new.'
      : `It finishes the ${plural(used, 'node')} that it runs and takes nothing new.`
  return (
    <ConfirmDialog
      confirm="Drain the worker"
      keep="Keep it working"
      onConfirm={onConfirm}
      onOpenChange={onClose}
      open
      pending={pending}
      text={`${finishes} ${restWords(leftAlone(items, worker))}`}
      title={`Drain ${workerId}?`}
    />
  )
}

function restWords(alone: readonly string[]): string {
  if (alone.length === 0) return 'Other workers go on.'
  const wait = 'wait until one does, or this one takes work again.'
  return alone.includes('*')
    ? `Nodes of groups that no other worker serves ${wait}`
    : `No other worker serves ${groupWords(alone)}: nodes ${wait}`
}
