import { useState } from 'react'
import type { FieldControl } from '../field.tsx'
import { TextInput } from '../text-input.tsx'

interface NumberControlProps extends FieldControl {
  readonly value: unknown
  readonly onChange: (value: number | string | undefined) => void
  readonly whole: boolean
  readonly unit?: string | undefined
  readonly invalid?: boolean
  readonly placeholder?: string | undefined
}

/** A number as it is typed: text that is no number yet stays in the field and is kept as text, so validation can name it. */
export function NumberControl({
  value,
  onChange,
  whole,
  unit,
  invalid = false,
  ...rest
}: NumberControlProps) {
  const shown = value === undefined || value === null ? '' : String(value)
  const [draft, setDraft] = useState({ text: shown, for: value })
  const text = draft.for === value ? draft.text : shown

  function type(next: string) {
    const parsed = Number(next.trim())
    const isNumber = next.trim() !== '' && Number.isFinite(parsed)
    const after = next.trim() === '' ? undefined : isNumber ? parsed : next
    setDraft({ text: next, for: after })
    onChange(after)
  }

  return (
    <TextInput
      {...rest}
      inputMode={whole ? 'numeric' : 'decimal'}
      value={text}
      onChange={(event) => type(event.target.value)}
      invalid={invalid}
      end={unit}
    />
  )
}
