import { ConfirmDialog } from '../../ui/confirm-dialog.tsx'
import { bulkWords } from './bulk-words.ts'
import type { useBulkAction } from './use-bulk-action.ts'

/** Nothing is done to many runs before this is answered. */
export function BulkQuestion({ bulk }: { bulk: ReturnType<typeof useBulkAction> }) {
  const { asked } = bulk
  if (asked === null) return null
  return (
    <ConfirmDialog
      {...bulkWords(asked.action, asked.executionIds.length)}
      danger={asked.action !== 'retry'}
      onConfirm={bulk.confirm}
      onOpenChange={(open) => {
        if (!open) bulk.close()
      }}
      open
      pending={bulk.pending}
    />
  )
}
