import { Field } from '../../../ui/field.tsx'
import { NumberControl } from '../../../ui/form/number-control.tsx'
import { WarningLine } from '../../../ui/warning-line.tsx'
import { describeFieldProblem, describeProblem } from '../core/problem-words.ts'
import { useProblems } from '../editor-context.ts'

interface NumberFieldProps {
  /** Place in the document, as problems name it. */
  readonly place: string
  readonly label: string
  /** Text where it is no number yet. */
  readonly value: number | undefined
  readonly onChange: (value: number | undefined) => void
  readonly whole?: boolean
  readonly unit?: string
  readonly placeholder?: string
  readonly help?: string | undefined
}

/** A number of the document with its problem beside it. */
export function NumberField(props: NumberFieldProps) {
  const { place, label, value, onChange, whole = false, unit, placeholder, help } = props
  const problem = useProblems().find((known) => known.path === place)
  const error = problem?.severity === 'error' ? describeFieldProblem(problem, label) : undefined
  return (
    <div data-field={place}>
      <Field label={label} help={help} error={error}>
        {(control) => (
          <NumberControl
            {...control}
            value={value}
            whole={whole}
            unit={unit}
            invalid={error !== undefined}
            placeholder={placeholder}
            // Text that is no number yet is kept in the document as it is, so that validation names it and nothing is lost.
            onChange={(next) => onChange(next as number | undefined)}
          />
        )}
      </Field>
      <Warning place={place} />
    </div>
  )
}

/** What is wrong with this field but keeps nobody from publishing. */
export function Warning({ place }: { readonly place: string }) {
  const problem = useProblems().find((known) => known.path === place && known.severity === 'warning')
  return problem === undefined ? null : <WarningLine text={describeProblem(problem)} />
}
