/** How urgent this one run is, and whether it may take over earlier results. */
import type { UseFormReturn } from 'react-hook-form'
import { Checkbox } from '../../ui/checkbox.tsx'
import { Field } from '../../ui/field.tsx'
import { NumberControl } from '../../ui/form/number-control.tsx'

export interface RunForm {
  input: unknown
  /** Text while it is no number. */
  priority: number | string | undefined
  ignoreCache: boolean
}

export function isPriority(value: unknown): value is number | undefined {
  return (
    value === undefined || (typeof value === 'number' && Number.isInteger(value) && Math.abs(value) <= 100)
  )
}

interface RunOptionsProps {
  readonly form: UseFormReturn<RunForm>
  /** What counts where the field is empty. */
  readonly usualPriority: number
  /** Only where a node of the workflow has a cache is there anything to ignore. */
  readonly mayReuse: boolean
}

export function RunOptions({ form, usualPriority, mayReuse }: RunOptionsProps) {
  const priority = form.watch('priority')
  const isRight = isPriority(priority)
  return (
    <>
      <Field
        label="Priority"
        help="From -100 to 100. Runs with a higher one go first where workers are short."
        error={isRight ? undefined : 'Write a whole number from -100 to 100.'}
      >
        {(control) => (
          <NumberControl
            {...control}
            whole
            value={priority}
            invalid={!isRight}
            placeholder={String(usualPriority)}
            onChange={(value) => form.setValue('priority', value)}
          />
        )}
      </Field>
      {mayReuse ? (
        <div>
          <Checkbox
            label="Ignore earlier results"
            checked={form.watch('ignoreCache')}
            onCheckedChange={(ignoreCache) => form.setValue('ignoreCache', ignoreCache)}
          >
            Ignore earlier results
          </Checkbox>
          <p className="mt-1 text-12 text-text-3">
            Every node runs, also where nothing changed since an earlier run.
          </p>
        </div>
      ) : null}
    </>
  )
}
