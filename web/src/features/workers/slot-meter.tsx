import { cx } from '../../ui/class-names.ts'
import { type SlotCell, slotCells } from './core/slot-cells.ts'

const look: Record<SlotCell, string> = {
  full: 'bg-accent-line',
  part: 'bg-accent-line opacity-50',
  free: 'bg-active',
}

export function SlotMeter({ used, capacity }: { used: number; capacity: number }) {
  return (
    <span className="flex items-center gap-2">
      <span aria-hidden="true" className="flex shrink-0 gap-0.5">
        {slotCells(used, capacity).map((cell, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: cells are places and never move
          <span className={cx('size-2 rounded-[2px]', look[cell])} key={index} />
        ))}
      </span>
      <span className="tabular-nums">
        {used} / {capacity}
      </span>
    </span>
  )
}
