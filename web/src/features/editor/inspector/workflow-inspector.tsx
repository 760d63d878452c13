/** Nothing chosen: the workflow's own settings. */
import type { WorkflowSettings } from '@heddle/core/definition/workflow-document.ts'
import { ErrorLine } from '../../../ui/error-state.tsx'
import { Field } from '../../../ui/field.tsx'
import { JsonControl } from '../../../ui/form/json-control.tsx'
import { NumberControl } from '../../../ui/form/number-control.tsx'
import { Select } from '../../../ui/select.tsx'
import { TextArea } from '../../../ui/text-area.tsx'
import { TextInput } from '../../../ui/text-input.tsx'
import { patchDocument } from '../core/edit-document.ts'
import { describeProblem } from '../core/problem-words.ts'
import { useDocument, useEditor, useProblems } from '../editor-context.ts'

export function WorkflowInspector() {
  const { session } = useEditor()
  const document = useDocument()
  const inputProblems = useProblems().filter((known) => known.path.startsWith('inputSchema'))
  return (
    <>
      <header className="px-3 pt-3 pb-2">
        <p className="text-12 text-text-3">Workflow</p>
        <h2 className="truncate font-semibold">{document.name}</h2>
      </header>
      <div className="grid grid-cols-[minmax(0,1fr)] gap-4 overflow-y-auto border-t border-line p-3">
        <div data-field="name">
          <Field
            label="Name"
            required
            error={document.name.trim() === '' ? 'A workflow needs a name.' : undefined}
          >
            {(control) => (
              <TextInput
                {...control}
                value={document.name}
                maxLength={200}
                onChange={(event) => {
                  const name = event.target.value
                  session.edit((now) => patchDocument(now, { name }), {
                    label: 'Rename',
                    mergeKey: 'workflow name',
                  })
                }}
              />
            )}
          </Field>
        </div>
        <Field label="Description" help="Markdown">
          {(control) => (
            <TextArea
              {...control}
              rows={3}
              value={document.description ?? ''}
              onChange={(event) => {
                const text = event.target.value
                session.edit((now) => patchDocument(now, { description: text === '' ? undefined : text }), {
                  label: 'Write the description',
                  mergeKey: 'workflow description',
                })
              }}
            />
          )}
        </Field>
        <div data-field="inputSchema">
          <Field
            label="Input schema"
            help="JSON Schema of what a run is started with; its form is made from it."
          >
            {(control) => (
              <JsonControl
                control={control}
                label="Input schema"
                value={document.inputSchema}
                invalid={inputProblems.length > 0}
                placeholder={'{ "type": "object", "properties": {} }'}
                onChange={(value) => {
                  const isSchema = typeof value === 'object' && value !== null && !Array.isArray(value)
                  const inputSchema = isSchema ? (value as Record<string, unknown>) : undefined
                  session.edit((now) => patchDocument(now, { inputSchema }), {
                    label: 'Change the input',
                    mergeKey: 'input schema',
                  })
                }}
              />
            )}
          </Field>
          {inputProblems.slice(0, 3).map((problem) => (
            <ErrorLine key={problem.path + problem.message} text={describeProblem(problem)} />
          ))}
        </div>
        <Limits settings={document.settings ?? {}} />
      </div>
    </>
  )
}

function Limits({ settings }: { readonly settings: WorkflowSettings }) {
  const { session } = useEditor()
  const problems = useProblems()
  const set = (field: 'maxParallel' | 'timeoutSeconds' | 'priority' | 'onFailure', value: unknown) => {
    const kept = Object.entries({ ...settings, [field]: value }).filter(([, known]) => known !== undefined)
    const after = kept.length === 0 ? undefined : (Object.fromEntries(kept) as WorkflowSettings)
    session.edit((now) => patchDocument(now, { settings: after }), {
      label: 'Change settings',
      mergeKey: `settings ${field}`,
    })
  }
  const errorOf = (field: string) => problems.find((known) => known.path === `settings.${field}`)?.message
  return (
    <>
      <div className="grid grid-cols-2 gap-3">
        <Field label="Nodes at once" error={errorOf('maxParallel')}>
          {(control) => (
            <NumberControl
              {...control}
              whole
              value={settings.maxParallel}
              placeholder="no limit"
              onChange={(value) => set('maxParallel', value)}
            />
          )}
        </Field>
        <Field label="Timeout of a run" error={errorOf('timeoutSeconds')}>
          {(control) => (
            <NumberControl
              {...control}
              whole={false}
              unit="s"
              value={settings.timeoutSeconds}
              placeholder="none"
              onChange={(value) => set('timeoutSeconds', value)}
            />
          )}
        </Field>
      </div>
      <Field label="Priority" help="From -100 to 100; higher runs first." error={errorOf('priority')}>
        {(control) => (
          <NumberControl
            {...control}
            whole
            value={settings.priority}
            placeholder="0"
            onChange={(value) => set('priority', value)}
          />
        )}
      </Field>
      <Field label="When a node fails">
        {(control) => (
          <Select
            id={control.id}
            label="When a node fails"
            value={settings.onFailure ?? 'finish'}
            options={[
              { value: 'finish', label: 'Finish what can still run' },
              { value: 'stop', label: 'Stop the run at once' },
            ]}
            onValueChange={(value) => set('onFailure', value === 'stop' ? 'stop' : undefined)}
          />
        )}
      </Field>
    </>
  )
}
