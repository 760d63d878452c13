/** One field: label, `Fixed | fx` where expressions are allowed, the control, help or error. */
import { useState } from 'react'
import { CodeEditor } from '../code-editor.tsx'
import type { CodeCompletion } from '../code-editor-props.ts'
import { Field } from '../field.tsx'
import type { Suggestions } from '../suggest-options.ts'
import { asExpression, asFixed, readExpression, toExpression } from './expression-value.ts'
import type { FieldPlan } from './field-plan.ts'
import { FixedControl } from './fixed-control.tsx'
import { ModeSwitch } from './mode-switch.tsx'

export interface SchemaFieldProps {
  readonly plan: FieldPlan
  readonly value: unknown
  readonly onChange: (value: unknown) => void
  readonly error: string | undefined
  readonly completions: readonly CodeCompletion[] | undefined
  readonly suggestions?: Readonly<Record<string, Suggestions>> | undefined
}

export function SchemaField(props: SchemaFieldProps) {
  const { plan, value, onChange, error, completions, suggestions } = props
  const expression = readExpression(value)
  /** Switched to fx with nothing typed yet: there is no value that would say so. */
  const [startsExpression, setStartsExpression] = useState(false)
  /** White space around an expression is no part of the value, but is not taken away while it is typed. */
  const [draft, setDraft] = useState({ text: '', for: undefined as unknown })
  const takesExpression = completions !== undefined && plan.hints.templated !== false
  const isExpression = takesExpression && (expression !== null || startsExpression)

  function typeExpression(text: string) {
    const after = text.trim() === '' ? undefined : toExpression(text)
    setDraft({ text, for: after })
    onChange(after)
  }
  function setMode(mode: 'fixed' | 'fx') {
    setStartsExpression(mode === 'fx')
    if (mode === 'fx' && !isExpression) {
      const text = asExpression(value)
      if (text !== '') onChange(toExpression(text))
    }
    if (mode === 'fixed' && expression !== null) onChange(asFixed(expression))
  }

  return (
    <Field
      label={plan.label}
      required={plan.required}
      help={plan.help}
      error={error}
      end={
        takesExpression ? (
          <ModeSwitch field={plan.label} mode={isExpression ? 'fx' : 'fixed'} onModeChange={setMode} />
        ) : undefined
      }
    >
      {(control) =>
        isExpression ? (
          <CodeEditor
            {...control}
            label={`${plan.label}, expression`}
            language="jsonata"
            value={draft.for === value ? draft.text : (expression ?? '')}
            onChange={typeExpression}
            minLines={1}
            maxLines={10}
            invalid={error !== undefined}
            placeholder="input.name"
            completions={completions ?? []}
          />
        ) : (
          <FixedControl
            plan={plan}
            control={control}
            value={value}
            onChange={onChange}
            invalid={error !== undefined}
            completions={completions}
            suggestions={suggestions}
          />
        )
      }
    </Field>
  )
}
