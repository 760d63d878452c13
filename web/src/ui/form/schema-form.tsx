/** A form made from the JSON Schema of an object: one field a property, in the schema's order. Knows nothing of nodes. */

import { type ReactNode, useMemo } from 'react'
import type { CodeCompletion } from '../code-editor-props.ts'
import type { Suggestions } from '../suggest-options.ts'
import { type FieldPlan, planFields } from './field-plan.ts'
import type { FormSchema } from './form-schema.ts'
import { RowsField } from './rows-field.tsx'
import { SchemaField } from './schema-field.tsx'

export interface SchemaFormProps {
  readonly schema: FormSchema
  readonly values: Readonly<Record<string, unknown>>
  /** Undefined removes the value. */
  readonly onChange: (name: string, value: unknown) => void
  /** What is wrong, by property; within lists of rows also by place, such as `cases.1.when`. */
  readonly errors: ReadonlyMap<string, string>
  /** Place of the values in the document, so that a problem finds its field. */
  readonly place?: string
  /** Names that expressions may use; without them fields have no `fx`. */
  readonly completions?: readonly CodeCompletion[] | undefined
  /** What fields offer to pick, by the hint `names` of a property. */
  readonly suggestions?: Readonly<Record<string, Suggestions>> | undefined
  /** Draws a field that its owner knows better; null leaves it to the form. */
  readonly draw?: ((plan: FieldPlan, error: string | undefined) => ReactNode) | undefined
}

export function SchemaForm(props: SchemaFormProps) {
  const { schema, values, onChange, errors, place, completions, suggestions, draw } = props
  const plans = useMemo(() => planFields(schema), [schema])
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] gap-4">
      {plans.map((plan) => (
        <div key={plan.name} data-field={place === undefined ? plan.name : `${place}.${plan.name}`}>
          {draw?.(plan, errors.get(plan.name)) ??
            (plan.control.kind === 'rows' ? (
              <RowsField
                plan={plan}
                item={plan.control.item}
                fields={plan.control.fields}
                value={values[plan.name]}
                onChange={(value) => onChange(plan.name, value)}
                errors={errors}
                place={place}
                completions={completions}
                suggestions={suggestions}
              />
            ) : (
              <SchemaField
                plan={plan}
                value={values[plan.name]}
                onChange={(value) => onChange(plan.name, value)}
                error={errors.get(plan.name)}
                completions={completions}
                suggestions={suggestions}
              />
            ))}
        </div>
      ))}
    </div>
  )
}
