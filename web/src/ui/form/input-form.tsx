/** The form of an object with a schema; JSON as text where the schema names no fields. */

import { useId, useState } from 'react'
import type { FormSchema } from './form-schema.ts'
import { JsonControl } from './json-control.tsx'
import { SchemaForm } from './schema-form.tsx'

interface InputFormProps {
  readonly schema: FormSchema | undefined
  readonly value: unknown
  /** What is wrong, by property. */
  readonly errors: ReadonlyMap<string, string>
  readonly onChange: (value: unknown) => void
  /** What the value is called where it is written as a whole. */
  readonly label?: string
}

export function InputForm({ schema, value, errors, onChange, label = 'Input, JSON' }: InputFormProps) {
  const id = useId()
  const { standing, change } = useStandingErrors(errors)
  if (schema !== undefined && hasFields(schema)) {
    const values = typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {}
    return (
      <SchemaForm
        schema={schema}
        values={values}
        errors={standing}
        onChange={(name, next) => {
          change(name)
          const { [name]: _removed, ...rest } = values
          onChange(next === undefined ? rest : { ...values, [name]: next })
        }}
      />
    )
  }
  return (
    <div data-field="">
      <p className="mb-1 text-12 font-medium text-text-2">{label}</p>
      <JsonControl
        control={{ id, 'aria-describedby': undefined }}
        label={label}
        value={value}
        onChange={onChange}
        invalid={false}
        placeholder="{}"
      />
    </div>
  )
}

/** What was wrong with a field says nothing of what is written there since. */
function useStandingErrors(errors: ReadonlyMap<string, string>) {
  const [since, setSince] = useState({ errors, changed: new Set<string>() })
  const changed = since.errors === errors ? since.changed : new Set<string>()
  return {
    standing: new Map([...errors].filter(([name]) => !changed.has(name))),
    change: (name: string) => setSince({ errors, changed: new Set([...changed, name]) }),
  }
}

function hasFields({ properties }: FormSchema): boolean {
  return typeof properties === 'object' && properties !== null && Object.keys(properties).length > 0
}
