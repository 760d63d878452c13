/** The input of the new run: as it was, or edited in the form of the version's schema or as JSON. */
import { CodeEditor } from '../../../ui/code-editor.tsx'
import { ErrorLine } from '../../../ui/error-state.tsx'
import { SchemaForm } from '../../../ui/form/schema-form.tsx'
import { Segmented } from '../../../ui/segmented.tsx'
import { type EditedInput, isUnfinished, toEditedInput, withText } from '../core/retry-wish.ts'
import { useRun } from '../run-context.ts'
import type { RetryFieldProps } from './retry-field-props.ts'
import type { RetryTarget } from './use-retry-target.ts'

type Schema = RetryTarget['inputSchema']

export function RetryInputSwitch({ wish, target, onChange }: RetryFieldProps) {
  const { detail } = useRun()
  const { input } = wish
  return (
    <div>
      <p className="mb-1 text-12 text-text-2">Input</p>
      <div className="flex gap-2">
        <Segmented
          label="Input"
          onValueChange={(value) => {
            if (value === 'same') onChange({ ...wish, input: null })
            else if (input === null) onChange({ ...wish, input: toFirstInput(detail.input, target) })
          }}
          options={[
            { value: 'same', label: 'Same' },
            { value: 'edit', label: 'Edit' },
          ]}
          value={input === null ? 'same' : 'edit'}
        />
        {input === null || !hasFields(target.inputSchema) ? null : (
          <Segmented
            label="Edit the input as"
            onValueChange={(look) => onChange({ ...wish, input: toEditedInput(input.value, look) })}
            options={[
              { value: 'form', label: 'Form' },
              { value: 'json', label: 'JSON' },
            ]}
            value={input.look}
          />
        )}
      </div>
    </div>
  )
}

interface RetryInputProps extends RetryFieldProps {
  readonly errors: ReadonlyMap<string, string>
}

export function RetryInput({ wish, target, errors, onChange }: RetryInputProps) {
  const { input } = wish
  const change = (next: EditedInput) => onChange({ ...wish, input: next })
  if (input === null) return <InputErrors errors={errors} />
  const { inputSchema } = target
  if (input.look === 'form' && inputSchema !== undefined && isObject(input.value)) {
    const values = input.value
    return (
      <div className="mt-3">
        <SchemaForm
          errors={errors}
          onChange={(name, next) => {
            const { [name]: _removed, ...rest } = values
            change(toEditedInput(next === undefined ? rest : { ...values, [name]: next }, 'form'))
          }}
          schema={inputSchema}
          values={values}
        />
      </div>
    )
  }
  const unfinished = isUnfinished({ ...input, look: 'json' })
  return (
    <div className="mt-3">
      <CodeEditor
        invalid={unfinished || errors.size > 0}
        label="Input of the new run, JSON"
        language="json"
        maxLines={10}
        minLines={4}
        onChange={(text) => change(withText({ ...input, look: 'json' }, text))}
        value={input.text}
      />
      {unfinished ? (
        <ErrorLine className="mt-1" text="This is no JSON yet." />
      ) : (
        <InputErrors errors={errors} />
      )}
    </div>
  )
}

/** Where there is no field that would say it: the former input may not fit another version. */
function InputErrors({ errors }: { readonly errors: ReadonlyMap<string, string> }) {
  return [...errors].map(([name, text]) => <ErrorLine className="mt-1" key={name} text={text} />)
}

function toFirstInput(value: unknown, { inputSchema }: RetryTarget): EditedInput {
  return toEditedInput(value ?? {}, hasFields(inputSchema) && isObject(value ?? {}) ? 'form' : 'json')
}

function hasFields(schema: Schema): boolean {
  return isObject(schema?.properties) && Object.keys(schema.properties).length > 0
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
