import { useState } from 'react'
import { CodeEditor } from '../code-editor.tsx'
import type { FieldControl } from '../field.tsx'
import { isEqual } from './is-equal.ts'

interface JsonControlProps {
  readonly control: Pick<FieldControl, 'id' | 'aria-describedby'>
  readonly label: string
  readonly value: unknown
  readonly onChange: (value: unknown) => void
  readonly invalid: boolean
  readonly placeholder?: string | undefined
}

/** Any JSON value as text. While the text is no JSON the last value stands, and the reason is shown. */
export function JsonControl({ control, label, value, onChange, invalid, placeholder }: JsonControlProps) {
  const [draft, setDraft] = useState(() => ({ text: toText(value), value }))
  const isOwn = isEqual(draft.value, value)
  const text = isOwn ? draft.text : toText(value)
  const parsed = parse(text)

  function type(next: string) {
    const read = parse(next)
    setDraft({ text: next, value: read.ok ? read.value : value })
    if (read.ok && !isEqual(read.value, value)) onChange(read.value)
  }

  return (
    <>
      <CodeEditor
        id={control.id}
        aria-describedby={control['aria-describedby']}
        label={label}
        language="json"
        value={text}
        onChange={type}
        minLines={1}
        maxLines={16}
        invalid={invalid || !parsed.ok}
        {...(placeholder === undefined ? {} : { placeholder })}
      />
      {parsed.ok ? null : (
        <p className="mt-1 text-12 text-st-failed" data-unread role="alert">
          This is no JSON yet: {parsed.reason}
        </p>
      )}
    </>
  )
}

function toText(value: unknown): string {
  return value === undefined ? '' : JSON.stringify(value, null, 2)
}

type Parsed = { readonly ok: true; readonly value: unknown } | { readonly ok: false; readonly reason: string }

/** A single `{{ }}` counts as text: it is an expression that stands for the whole value. */
function parse(text: string): Parsed {
  if (text.trim() === '') return { ok: true, value: undefined }
  try {
    return { ok: true, value: JSON.parse(text) }
  } catch (error) {
    if (/^\s*\{\{[\s\S]*\}\}\s*$/.test(text)) return { ok: true, value: text.trim() }
    return {
      ok: false,
      reason: error instanceof Error ? error.message.replace(/^JSON\.parse: /, '') : 'not readable',
    }
  }
}
