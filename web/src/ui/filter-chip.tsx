import { X } from 'lucide-react'
import type { ReactNode, Ref } from 'react'

interface FilterChipProps {
  field: string
  relation?: string
  value: ReactNode
  onOpen?: () => void
  onRemove?: () => void
  openRef?: Ref<HTMLButtonElement>
}

/** *field, relation, value*: pressing it opens the choice, the cross removes it. */
export function FilterChip({ field, relation, value, onOpen, onRemove, openRef }: FilterChipProps) {
  return (
    <span className="inline-flex h-6 shrink-0 items-stretch rounded-md border border-line-strong bg-surface text-12 whitespace-nowrap">
      <button
        className="inline-flex items-stretch rounded-l-[5px] last:rounded-r-[5px] hover:bg-hover"
        onClick={onOpen}
        {...(openRef === undefined ? {} : { ref: openRef })}
        type="button"
      >
        <span className="flex items-center pr-1.5 pl-2 text-text-2">{field}</span>
        {relation === undefined ? null : (
          <span className="flex items-center border-l border-line px-1.5 text-text-3">{relation}</span>
        )}
        <span className="flex items-center gap-1 border-l border-line px-1.5 font-medium [&_svg]:size-[13px]">
          {value}
        </span>
      </button>
      {onRemove === undefined ? null : (
        <button
          aria-label={`Remove the filter ${field}`}
          className="grid w-6 place-items-center rounded-r-[5px] border-l border-line text-text-3 hover:bg-hover hover:text-text"
          onClick={onRemove}
          type="button"
        >
          <X aria-hidden="true" className="size-[13px]" />
        </button>
      )}
    </span>
  )
}
