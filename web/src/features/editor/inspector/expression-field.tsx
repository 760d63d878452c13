/** A text setting that may be an expression, with the names it can read and what is wrong with it. */
import { useMemo } from 'react'
import type { FieldPlan } from '../../../ui/form/field-plan.ts'
import { SchemaField } from '../../../ui/form/schema-field.tsx'
import { describeFieldProblem } from '../core/problem-words.ts'
import { useProblems } from '../editor-context.ts'
import { useNames } from './use-names.ts'

interface ExpressionFieldProps {
  readonly nodeId: string
  /** Place in the node, as problems name it. */
  readonly name: string
  readonly label: string
  readonly help: string
  readonly placeholder: string | undefined
  readonly value: string | undefined
  readonly onChange: (value: string | undefined) => void
}

export function ExpressionField(props: ExpressionFieldProps) {
  const { nodeId, name, label, help, placeholder, value, onChange } = props
  const place = `nodes.${nodeId}.${name}`
  const problem = useProblems().find((known) => known.path === place)
  const plan = useMemo<FieldPlan>(
    () => ({
      name,
      label,
      help,
      required: false,
      fallback: undefined,
      hints: placeholder === undefined ? {} : { placeholder },
      control: { kind: 'text', multiline: false },
    }),
    [name, label, help, placeholder],
  )
  return (
    <div data-field={place}>
      <SchemaField
        plan={plan}
        value={value}
        // A fixed text taken from an expression may be a number: a key is text in any case.
        onChange={(next) => onChange(next === undefined ? undefined : String(next))}
        error={problem === undefined ? undefined : describeFieldProblem(problem, label)}
        completions={useNames(nodeId)}
      />
    </div>
  )
}
