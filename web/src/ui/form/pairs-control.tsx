import { Plus, X } from 'lucide-react'
import { useEffect, useRef, useState } from 'react'
import { Button } from '../button.tsx'
import { IconButton } from '../icon-button.tsx'
import { TextInput } from '../text-input.tsx'
import { isEqual } from './is-equal.ts'

interface PairsControlProps {
  readonly label: string
  readonly value: unknown
  readonly onChange: (value: Record<string, unknown> | undefined) => void
}

/** A value other than text is shown as JSON and kept as it is until its row is written in. */
type Pair = readonly [name: string, value: unknown]

/** Names and values, a row each: headers, query, environment. A row without a name is kept here, not in the document. */
export function PairsControl({ label, value, onChange }: PairsControlProps) {
  const [draft, setDraft] = useState<{ pairs: Pair[]; value: unknown }>(() => ({
    pairs: toPairs(value),
    value,
  }))
  const pairs = isEqual(draft.value, value) ? draft.pairs : toPairs(value)

  const rows = useRef<HTMLFieldSetElement>(null)
  const [added, setAdded] = useState(0)
  useEffect(() => {
    if (added > 0)
      [...(rows.current?.querySelectorAll<HTMLElement>('[data-pair-name]') ?? [])].at(-1)?.focus()
  }, [added])

  function set(next: Pair[]) {
    const named = next.filter(([name]) => name !== '')
    const after = named.length === 0 ? undefined : Object.fromEntries(named)
    setDraft({ pairs: next, value: after })
    if (!isEqual(after, value)) onChange(after)
  }

  return (
    <fieldset ref={rows} aria-label={label} className="grid grid-cols-[minmax(0,1fr)] gap-1">
      {pairs.map(([name, content], index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: rows have no other identity while their names are typed
        <div key={index} className="flex items-center gap-1">
          <TextInput
            mono
            data-pair-name
            aria-label={`Name ${index + 1} of ${label}`}
            placeholder="Name"
            className="max-w-[38%]"
            value={name}
            onChange={(event) => set(pairs.with(index, [event.target.value, content]))}
          />
          <TextInput
            mono
            aria-label={`Value of ${name || `row ${index + 1}`}`}
            placeholder="Value"
            value={typeof content === 'string' ? content : JSON.stringify(content)}
            onChange={(event) => set(pairs.with(index, [name, event.target.value]))}
          />
          <IconButton
            label={`Remove ${name || `row ${index + 1}`}`}
            size={24}
            onClick={() => set(pairs.toSpliced(index, 1))}
          >
            <X size={14} />
          </IconButton>
        </div>
      ))}
      <div>
        <Button
          variant="quiet"
          size={24}
          icon={<Plus size={14} />}
          onClick={() => {
            set([...pairs, ['', '']])
            setAdded((count) => count + 1)
          }}
        >
          Add a row
        </Button>
      </div>
    </fieldset>
  )
}

function toPairs(value: unknown): Pair[] {
  if (typeof value !== 'object' || value === null) return []
  return Object.entries(value)
}
