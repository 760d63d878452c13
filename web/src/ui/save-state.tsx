import { Check, CloudOff, PenLine, TriangleAlert } from 'lucide-react'
import type { ReactNode } from 'react'
import { formatClock } from './format-time.ts'
import { StatusIcon } from './status-icon.tsx'

/** Where the work of the person is at this moment. */
export type SaveProgress =
  | { kind: 'saved'; at: Date | null }
  | { kind: 'saving' }
  | { kind: 'unsaved' }
  | { kind: 'offline' }
  | { kind: 'conflict'; text: string }
  | { kind: 'failed'; text: string }

function icon(state: SaveProgress): ReactNode {
  switch (state.kind) {
    case 'saved':
      return <Check aria-hidden="true" className="text-st-completed" />
    case 'saving':
      return <StatusIcon size={14} status="running" />
    case 'unsaved':
      return <PenLine aria-hidden="true" className="text-text-3" />
    case 'offline':
      return <CloudOff aria-hidden="true" className="text-st-retrying" />
    case 'conflict':
    case 'failed':
      return <TriangleAlert aria-hidden="true" className="text-st-retrying" />
  }
}

function words(state: SaveProgress): string {
  switch (state.kind) {
    case 'saved':
      return state.at === null ? 'Saved' : `Saved ${formatClock(state.at)}`
    case 'saving':
      return 'Saving'
    case 'unsaved':
      return 'Not saved yet'
    case 'offline':
      return 'Offline, kept on this device'
    case 'conflict':
    case 'failed':
      return state.text
  }
}

export function SaveState({ state }: { state: SaveProgress }) {
  return (
    <span
      className="inline-flex items-center gap-1 text-12 whitespace-nowrap text-text-2 [&_svg]:size-3.5"
      data-save={state.kind}
      role="status"
    >
      {icon(state)}
      {words(state)}
    </span>
  )
}
