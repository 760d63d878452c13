import { Copy, Pause, Play, RotateCw, Square, Trash2 } from 'lucide-react'
import type { MenuEntry } from '../../ui/menu-entry.tsx'
import { showToast } from '../../ui/toast.ts'
import { type BulkAction, rowsFor } from './core/choice.ts'
import type { Run } from './core/run.ts'

type Ask = (action: BulkAction, rows: readonly Run[]) => void

/** What may be done with one run; what its status does not allow is greyed. */
export function runMenu(run: Run, ask: Ask): readonly MenuEntry[] {
  const allowed = (action: BulkAction) => rowsFor(action, [run]).length > 0
  return [
    {
      label: 'Retry from where it failed',
      icon: <RotateCw aria-hidden="true" />,
      keys: 'R',
      disabled: !allowed('retry'),
      onSelect: () => ask('retry', [run]),
    },
    run.status === 'paused'
      ? { label: 'Resume', icon: <Play aria-hidden="true" />, onSelect: () => ask('resume', [run]) }
      : {
          label: 'Pause',
          icon: <Pause aria-hidden="true" />,
          disabled: !allowed('pause'),
          onSelect: () => ask('pause', [run]),
        },
    {
      label: 'Cancel',
      icon: <Square aria-hidden="true" />,
      disabled: !allowed('cancel'),
      onSelect: () => ask('cancel', [run]),
    },
    {
      label: 'Copy the id',
      icon: <Copy aria-hidden="true" />,
      onSelect: () => void copyId(run.executionId),
    },
    { kind: 'separator' },
    {
      label: 'Delete',
      icon: <Trash2 aria-hidden="true" />,
      keys: 'Del',
      danger: true,
      disabled: !allowed('delete'),
      onSelect: () => ask('delete', [run]),
    },
  ]
}

async function copyId(executionId: string): Promise<void> {
  try {
    await navigator.clipboard.writeText(executionId)
    showToast({ title: 'The id is copied', text: executionId, tone: 'plain' })
  } catch {
    showToast({ title: 'The browser does not allow copying', text: executionId, tone: 'failed' })
  }
}
