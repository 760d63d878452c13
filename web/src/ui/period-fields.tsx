import { Field } from './field.tsx'
import { TextInput } from './text-input.tsx'

interface PeriodFieldsProps {
  from: string | null
  to: string | null
  onChange: (period: { from: string | null; to: string | null }) => void
}

/** Two moments in the reader's own time; either may stay open. The fields show no seconds: left alone, a moment keeps its own. */
export function PeriodFields({ from, to, onChange }: PeriodFieldsProps) {
  return (
    <>
      <Field label="From">
        {(control) => (
          <TextInput
            {...control}
            defaultValue={toLocal(from)}
            onBlur={({ target }) => {
              if (target.value !== toLocal(from)) onChange({ from: toInstant(target.value), to })
            }}
            size={24}
            type="datetime-local"
          />
        )}
      </Field>
      <Field label="To">
        {(control) => (
          <TextInput
            {...control}
            defaultValue={toLocal(to)}
            onBlur={({ target }) => {
              if (target.value !== toLocal(to)) onChange({ from, to: toInstant(target.value) })
            }}
            size={24}
            type="datetime-local"
          />
        )}
      </Field>
    </>
  )
}

/** The field speaks local time without a zone. */
function toLocal(instant: string | null): string {
  if (instant === null) return ''
  const date = new Date(instant)
  return new Date(date.getTime() - date.getTimezoneOffset() * 60_000).toISOString().slice(0, 16)
}

function toInstant(local: string): string | null {
  const ms = Date.parse(local)
  return Number.isNaN(ms) ? null : new Date(ms).toISOString()
}
