import { Popover as Primitive } from 'radix-ui'
import { type ReactElement, type ReactNode, useRef } from 'react'
import { FilterChip } from '../../ui/filter-chip.tsx'
import type { ExecutionFilters } from './core/execution-filters.ts'
import { type ChipWords, type FilterField, fieldWord } from './core/filter-words.ts'
import { FilterEditor } from './filter-editor.tsx'

interface FilterPanelProps {
  open: boolean
  onOpenChange: (open: boolean) => void
  label: string
  /** What the panel hangs from. */
  anchor: ReactElement
  /** Takes the focus back when the panel closes. */
  onClosed: () => void
  children: ReactNode
}

/** A panel below a chip. It is opened by code, so that its chip keeps two buttons of its own. */
export function FilterPanel({ open, onOpenChange, label, anchor, onClosed, children }: FilterPanelProps) {
  return (
    <Primitive.Root onOpenChange={onOpenChange} open={open}>
      <Primitive.Anchor asChild>{anchor}</Primitive.Anchor>
      <Primitive.Portal>
        <Primitive.Content
          align="start"
          aria-label={label}
          className="pop-in z-50 rounded-lg border border-line-strong bg-raised p-3 shadow-pop [--st-knock:var(--raised)]"
          collisionPadding={8}
          onCloseAutoFocus={(event) => {
            event.preventDefault()
            onClosed()
          }}
          sideOffset={4}
        >
          {children}
        </Primitive.Content>
      </Primitive.Portal>
    </Primitive.Root>
  )
}

interface EditedChipProps {
  field: FilterField
  words: ChipWords
  filters: ExecutionFilters
  onChange: (next: ExecutionFilters) => void
  onRemove: () => void
  open: boolean
  onOpenChange: (open: boolean) => void
}

/** A chip and the choice behind it. */
export function EditedChip(props: EditedChipProps) {
  const { field, words, filters, onChange, onRemove, open, onOpenChange } = props
  const opener = useRef<HTMLButtonElement>(null)
  return (
    <FilterPanel
      anchor={
        <span className="inline-flex">
          <FilterChip
            field={fieldWord[field]}
            onOpen={() => onOpenChange(true)}
            onRemove={onRemove}
            openRef={opener}
            relation={words.relation}
            value={<span className="max-w-60 truncate">{words.value}</span>}
          />
        </span>
      }
      label={`Filter by ${fieldWord[field].toLowerCase()}`}
      onClosed={() => opener.current?.focus()}
      onOpenChange={onOpenChange}
      open={open}
    >
      <FilterEditor field={field} filters={filters} onChange={onChange} />
    </FilterPanel>
  )
}
