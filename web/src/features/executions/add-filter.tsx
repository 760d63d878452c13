import { Plus } from 'lucide-react'
import { type Ref, useImperativeHandle, useRef, useState } from 'react'
import { Button } from '../../ui/button.tsx'
import type { ExecutionFilters } from './core/execution-filters.ts'
import { type FilterField, fieldWord, filterFields } from './core/filter-words.ts'
import { FilterEditor } from './filter-editor.tsx'
import { FilterPanel } from './filter-popover.tsx'

interface AddFilterProps {
  filters: ExecutionFilters
  onChange: (next: ExecutionFilters) => void
  ref: Ref<{ open: () => void }>
}

/** First the field, then its values, in one panel. */
export function AddFilter({ filters, onChange, ref }: AddFilterProps) {
  const [open, setOpen] = useState(false)
  const [field, setField] = useState<FilterField | null>(null)
  const opener = useRef<HTMLButtonElement>(null)
  const show = () => {
    setField(null)
    setOpen(true)
  }
  useImperativeHandle(ref, () => ({ open: show }))
  return (
    <FilterPanel
      anchor={
        <Button
          aria-expanded={open}
          aria-haspopup="dialog"
          icon={<Plus aria-hidden="true" />}
          keys="F"
          onClick={show}
          ref={opener}
          size={24}
          variant="quiet"
        >
          Filter
        </Button>
      }
      label="Add a filter"
      onClosed={() => opener.current?.focus()}
      onOpenChange={setOpen}
      open={open}
    >
      {field === null ? (
        <ul className="-m-2 flex min-w-40 flex-col">
          {filterFields.map((each) => (
            <li key={each}>
              <button
                className="flex h-7 w-full items-center rounded-sm px-2 hover:bg-active"
                onClick={() => setField(each)}
                type="button"
              >
                {fieldWord[each]}
              </button>
            </li>
          ))}
        </ul>
      ) : (
        <div className="outline-none" ref={takeFocus} tabIndex={-1}>
          <FilterEditor field={field} filters={filters} onChange={onChange} />
        </div>
      )}
    </FilterPanel>
  )
}

/** The button that chose the field is gone, and the focus with it: it goes on to the first of the field's values. */
function takeFocus(values: HTMLElement | null): void {
  const first = values?.querySelector<HTMLElement>('button, input')
  ;(first ?? values)?.focus()
}
