/** The control of a fixed value, by the kind of field. */
import { CodeEditor } from '../code-editor.tsx'
import type { CodeCompletion } from '../code-editor-props.ts'
import type { FieldControl } from '../field.tsx'
import { Select } from '../select.tsx'
import { SuggestInput } from '../suggest-input.tsx'
import type { Suggestions } from '../suggest-options.ts'
import { Switch } from '../switch.tsx'
import { TextArea } from '../text-area.tsx'
import { TextInput } from '../text-input.tsx'
import type { FieldPlan } from './field-plan.ts'
import { JsonControl } from './json-control.tsx'
import { NumberControl } from './number-control.tsx'
import { PairsControl } from './pairs-control.tsx'

export interface FixedControlProps {
  readonly plan: FieldPlan
  readonly control: FieldControl
  readonly value: unknown
  readonly onChange: (value: unknown) => void
  readonly invalid: boolean
  readonly completions: readonly CodeCompletion[] | undefined
  readonly suggestions?: Readonly<Record<string, Suggestions>> | undefined
}

export function FixedControl(props: FixedControlProps) {
  const { plan, control, value, onChange, invalid } = props
  const kind = plan.control
  switch (kind.kind) {
    case 'text':
      return <TextControl {...props} multiline={kind.multiline} />
    case 'code':
      return <CodeControl {...props} language={kind.language} />
    case 'number':
      return (
        <NumberControl
          {...control}
          value={value}
          onChange={onChange}
          whole={kind.whole}
          unit={plan.hints.unit}
          invalid={invalid}
          placeholder={plan.hints.placeholder ?? shownFallback(plan)}
        />
      )
    case 'switch':
      return (
        <Switch label={plan.label} checked={(value ?? plan.fallback) === true} onCheckedChange={onChange}>
          {(value ?? plan.fallback) === true ? 'On' : 'Off'}
        </Switch>
      )
    case 'select':
      return (
        <Select
          id={control.id}
          aria-describedby={control['aria-describedby']}
          label={plan.label}
          value={String(value ?? plan.fallback ?? '')}
          onValueChange={onChange}
          options={kind.options.map((option) => ({ value: option, label: option }))}
          placeholder="Choose"
          invalid={invalid}
        />
      )
    case 'pairs':
      return <PairsControl label={plan.label} value={value} onChange={onChange} />
    case 'rows':
    case 'json':
      return (
        <JsonControl
          control={control}
          label={plan.label}
          value={value}
          onChange={onChange}
          invalid={invalid}
          placeholder={plan.hints.placeholder ?? shownFallback(plan)}
        />
      )
  }
}

function shownFallback(plan: FieldPlan): string | undefined {
  if (plan.fallback === undefined || plan.fallback === null) return undefined
  return typeof plan.fallback === 'string' ? plan.fallback : JSON.stringify(plan.fallback)
}

function TextControl({
  plan,
  control,
  value,
  onChange,
  invalid,
  suggestions,
  multiline,
}: FixedControlProps & { multiline: boolean }) {
  const text = typeof value === 'string' ? value : value === undefined ? '' : JSON.stringify(value)
  const type = (next: string) => onChange(next === '' ? undefined : next)
  const mono = plan.hints.code === 'text' || text.includes('://') || text.includes('{{')
  const shared = { value: text, invalid, placeholder: plan.hints.placeholder ?? shownFallback(plan) }
  const offered = plan.hints.names === undefined ? undefined : suggestions?.[plan.hints.names]
  if (multiline)
    return <TextArea {...control} {...shared} onChange={(event) => type(event.target.value)} rows={3} />
  if (offered !== undefined) {
    return (
      <SuggestInput
        {...shared}
        control={control}
        label={plan.label}
        mono={mono}
        onValueChange={type}
        suggestions={offered}
      />
    )
  }
  return (
    <TextInput
      {...control}
      {...shared}
      onChange={(event) => type(event.target.value)}
      mono={mono}
      end={plan.hints.unit}
    />
  )
}

type CodeControlProps = FixedControlProps & { language: 'shell' | 'javascript' | 'jsonata' | 'json' | 'text' }

function CodeControl({ plan, control, value, onChange, invalid, completions, language }: CodeControlProps) {
  return (
    <CodeEditor
      id={control.id}
      aria-describedby={control['aria-describedby']}
      label={plan.label}
      language={language}
      value={typeof value === 'string' ? value : value === undefined ? '' : JSON.stringify(value, null, 2)}
      onChange={(text) => onChange(text === '' ? undefined : text)}
      minLines={language === 'jsonata' ? 3 : 6}
      maxLines={24}
      invalid={invalid}
      {...(plan.hints.placeholder === undefined ? {} : { placeholder: plan.hints.placeholder })}
      {...(completions && language === 'jsonata' ? { completions } : {})}
    />
  )
}
