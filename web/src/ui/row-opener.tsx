import { ChevronRight } from 'lucide-react'
import { cx } from './class-names.ts'
import type { RowKeyProps } from './use-row-keys.ts'

interface RowOpenerProps {
  /** What opens below the row. */
  label: string
  open: boolean
  onToggle: () => void
  rowKeys: RowKeyProps
}

/** The arrow at the beginning of a row that opens; the tab key reaches it in the row that has the focus. */
export function RowOpener({ label, open, onToggle, rowKeys }: RowOpenerProps) {
  return (
    <button
      aria-expanded={open}
      aria-label={label}
      className="mr-1 inline-grid size-6 place-items-center rounded-md align-middle text-text-2 hover:bg-hover"
      onClick={(event) => {
        event.stopPropagation()
        onToggle()
      }}
      tabIndex={rowKeys.tabIndex}
      type="button"
    >
      <ChevronRight aria-hidden="true" className={cx('size-3.5', open && 'rotate-90')} />
    </button>
  )
}
