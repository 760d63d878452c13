/** Nothing chosen: the workflow's own settings. */
import { ErrorLine } from '../../../ui/error-state.tsx'
import { Field } from '../../../ui/field.tsx'
import { JsonControl } from '../../../ui/form/json-control.tsx'
import { TextArea } from '../../../ui/text-area.tsx'
import { TextInput } from '../../../ui/text-input.tsx'
import { patchDocument } from '../core/edit-document.ts'
import { describeProblem } from '../core/problem-words.ts'
import { useDocument, useEditor, useProblems } from '../editor-context.ts'
import { WorkflowSettings } from './workflow-settings.tsx'

export function WorkflowInspector() {
  const document = useDocument()
  return (
    <>
      <header className="px-3 pt-3 pb-2">
        <p className="text-12 text-text-3">Workflow</p>
        <h2 className="truncate font-semibold">{document.name}</h2>
      </header>
      <div className="min-h-0 flex-1 overflow-y-auto border-t border-line">
        <WorkflowFields />
        <WorkflowSettings settings={document.settings ?? {}} />
      </div>
    </>
  )
}

function WorkflowFields() {
  const { session } = useEditor()
  const document = useDocument()
  const inputProblems = useProblems().filter((known) => known.path.startsWith('inputSchema'))
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] gap-4 p-3">
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
    </div>
  )
}
