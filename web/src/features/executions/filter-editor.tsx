import { type ExecutionStatus, executionStatuses } from '@heddle/core/execution/status.ts'
import { useQuery } from '@tanstack/react-query'
import { Checkbox } from '../../ui/checkbox.tsx'
import { PeriodFields } from '../../ui/period-fields.tsx'
import { RadioGroup } from '../../ui/radio-group.tsx'
import { StatusIcon } from '../../ui/status-icon.tsx'
import { statusStyle } from '../../ui/status-style.ts'
import { startedPresets, triggers } from './core/execution-filters.ts'
import { type FilterField, fieldWord, presetWord, triggerWord } from './core/filter-words.ts'
import type { EditorProps } from './editor-props.ts'
import { OverEditor } from './over-editor.tsx'
import { executionQueries } from './queries.ts'

const editors: Record<FilterField, (props: EditorProps) => React.ReactNode> = {
  workflow: WorkflowEditor,
  status: StatusEditor,
  trigger: TriggerEditor,
  started: StartedEditor,
  duration: OverEditor,
}

/** The choice behind a chip. Every change filters at once. */
export function FilterEditor({ field, ...rest }: EditorProps & { field: FilterField }) {
  const Editor = editors[field]
  return (
    <div className="flex max-h-80 min-w-48 flex-col gap-2 overflow-y-auto">
      <p className="text-12 text-text-3">{fieldWord[field]}</p>
      <Editor {...rest} />
    </div>
  )
}

function WorkflowEditor({ filters, onChange }: EditorProps) {
  const workflows = useQuery(executionQueries.workflows())
  const options =
    workflows.data?.items.map(({ workflowId, name }) => ({ value: workflowId, label: name })) ?? []
  if (workflows.isSuccess && options.length === 0) return <p>There is no workflow yet.</p>
  return (
    <RadioGroup
      label="Workflow"
      onValueChange={(workflowId) => onChange({ ...filters, workflowId })}
      options={options}
      value={filters.workflowId ?? ''}
    />
  )
}

function StatusEditor({ filters, onChange }: EditorProps) {
  const toggle = (status: ExecutionStatus) =>
    onChange({ ...filters, status: toggled(executionStatuses, filters.status, status) })
  return executionStatuses.map((status) => (
    <Checkbox
      checked={filters.status.includes(status)}
      key={status}
      label={statusStyle[status].word}
      onCheckedChange={() => toggle(status)}
    >
      <span className="flex items-center gap-1.5">
        <StatusIcon size={14} status={status} />
        {statusStyle[status].word}
      </span>
    </Checkbox>
  ))
}

function TriggerEditor({ filters, onChange }: EditorProps) {
  return triggers.map((trigger) => (
    <Checkbox
      checked={filters.trigger.includes(trigger)}
      key={trigger}
      label={triggerWord[trigger]}
      onCheckedChange={() => onChange({ ...filters, trigger: toggled(triggers, filters.trigger, trigger) })}
    >
      {triggerWord[trigger]}
    </Checkbox>
  ))
}

function StartedEditor({ filters, onChange }: EditorProps) {
  const { started } = filters
  const options = startedPresets.map((preset) => ({
    value: preset as string,
    label: sentence(presetWord[preset]),
  }))
  return (
    <>
      <RadioGroup
        label="Started"
        onValueChange={(value) => {
          const preset = startedPresets.find((each) => each === value)
          const between = started?.kind === 'between' ? started : null
          if (preset !== undefined) onChange({ ...filters, started: { kind: 'since', preset } })
          else onChange({ ...filters, started: between ?? { kind: 'between', from: dayAgo(), to: null } })
        }}
        options={[...options, { value: 'between', label: 'Between' }]}
        value={started === null ? '' : started.kind === 'since' ? started.preset : 'between'}
      />
      {started?.kind === 'between' ? (
        <PeriodFields
          from={started.from}
          onChange={(period) =>
            onChange({
              ...filters,
              started: period.from === null && period.to === null ? null : { kind: 'between', ...period },
            })
          }
          to={started.to}
        />
      ) : null}
    </>
  )
}

function dayAgo(): string {
  return new Date(Date.now() - 86_400_000).toISOString()
}

function sentence(words: string): string {
  return words.charAt(0).toUpperCase() + words.slice(1)
}

/** The list with one word more or less, in the order in which they are known. */
function toggled<T extends string>(known: readonly T[], chosen: readonly T[], value: T): T[] {
  return known.filter((each) => (each === value ? !chosen.includes(value) : chosen.includes(each)))
}
