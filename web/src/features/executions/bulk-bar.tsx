import { Pause, Play, RotateCw, Square, Trash2, X } from 'lucide-react'
import { Button } from '../../ui/button.tsx'
import { formatCount } from '../../ui/format-count.ts'
import { IconButton } from '../../ui/icon-button.tsx'
import type { BulkAction } from './core/choice.ts'

interface BulkBarProps {
  chosen: number
  /** How many of the chosen rows each action may touch. */
  allowed: Record<BulkAction, number>
  /** Null when all that match are chosen, or they are too many. */
  chooseAll: { count: number; onChoose: () => void } | null
  onAct: (action: BulkAction) => void
  onClear: () => void
}

/** Floats over the list only while rows are chosen. */
export function BulkBar({ chosen, allowed, chooseAll, onAct, onClear }: BulkBarProps) {
  return (
    <div
      aria-label="Chosen runs"
      className="pop-in absolute bottom-5 left-1/2 z-20 flex h-10 -translate-x-1/2 items-center gap-1 rounded-lg border border-line-strong bg-raised pr-2 pl-4 whitespace-nowrap shadow-pop"
      role="toolbar"
    >
      <span className="mr-1 font-medium tabular-nums" role="status">
        {formatCount(chosen)} chosen
      </span>
      {chooseAll === null ? null : (
        <Button onClick={chooseAll.onChoose} variant="link">
          Choose all {formatCount(chooseAll.count)}
        </Button>
      )}
      <span aria-hidden="true" className="mx-2 h-5 w-px bg-line" />
      <Button
        disabled={allowed.retry === 0}
        icon={<RotateCw aria-hidden="true" />}
        keys="R"
        onClick={() => onAct('retry')}
        size={24}
        variant="quiet"
      >
        Retry{counted(allowed.retry, chosen)}
      </Button>
      {allowed.pause === 0 ? null : (
        <Button icon={<Pause aria-hidden="true" />} onClick={() => onAct('pause')} size={24} variant="quiet">
          Pause{counted(allowed.pause, chosen)}
        </Button>
      )}
      {allowed.resume === 0 ? null : (
        <Button icon={<Play aria-hidden="true" />} onClick={() => onAct('resume')} size={24} variant="quiet">
          Resume{counted(allowed.resume, chosen)}
        </Button>
      )}
      <Button
        disabled={allowed.cancel === 0}
        icon={<Square aria-hidden="true" />}
        onClick={() => onAct('cancel')}
        size={24}
        variant="quiet"
      >
        Cancel{counted(allowed.cancel, chosen)}
      </Button>
      <Button
        className="border-transparent"
        disabled={allowed.delete === 0}
        icon={<Trash2 aria-hidden="true" />}
        onClick={() => onAct('delete')}
        size={24}
        variant="danger"
      >
        Delete{counted(allowed.delete, chosen)}
      </Button>
      <span aria-hidden="true" className="mx-2 h-5 w-px bg-line" />
      <IconButton keys="Escape" label="Choose none" onClick={onClear} size={24}>
        <X aria-hidden="true" />
      </IconButton>
    </div>
  )
}

/** The count where it is not that of the chosen rows. */
function counted(allowed: number, chosen: number): string {
  return allowed === 0 || allowed === chosen ? '' : ` ${formatCount(allowed)}`
}
