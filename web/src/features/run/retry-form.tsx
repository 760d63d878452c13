import { useQuery } from '@tanstack/react-query'
import { CodeEditor } from '../../ui/code-editor.tsx'
import { ErrorLine } from '../../ui/error-state.tsx'
import { plural } from '../../ui/format-count.ts'
import { RadioGroup } from '../../ui/radio-group.tsx'
import { Segmented } from '../../ui/segmented.tsx'
import { Select } from '../../ui/select.tsx'
import { runQueries } from './queries.ts'
import { useChosenIndex, useRun } from './run-context.ts'

export interface RetryWish {
  readonly start: 'failed' | 'chosen' | 'start'
  readonly nodeId: string | null
  /** Null for the version of the run. */
  readonly version: number | null
  /** JSON as it is typed; null for the run's own input. */
  readonly input: string | null
  readonly firstInput: string
}

interface RetryFormProps {
  readonly wish: RetryWish
  readonly isInputWrong: boolean
  readonly onChange: (wish: RetryWish) => void
}

export function RetryForm({ wish, isInputWrong, onChange }: RetryFormProps) {
  return (
    <>
      <StartFields onChange={onChange} wish={wish} />
      <div className="mt-4 flex gap-10">
        <VersionField onChange={onChange} wish={wish} />
        <div>
          <p className="mb-1 text-12 text-text-2">Input</p>
          <Segmented
            label="Input"
            onValueChange={(value) => onChange({ ...wish, input: value === 'same' ? null : wish.firstInput })}
            options={[
              { value: 'same', label: 'Same' },
              { value: 'edit', label: 'Edit' },
            ]}
            value={wish.input === null ? 'same' : 'edit'}
          />
        </div>
      </div>
      {wish.input === null ? null : (
        <div className="mt-2">
          <CodeEditor
            invalid={isInputWrong}
            label="Input of the new run"
            language="json"
            maxLines={10}
            minLines={4}
            onChange={(input) => onChange({ ...wish, input })}
            value={wish.input}
          />
          {isInputWrong ? <ErrorLine className="mt-1" text="This is not JSON yet." /> : null}
        </div>
      )}
    </>
  )
}

type FieldProps = Pick<RetryFormProps, 'wish' | 'onChange'>

function StartFields({ wish, onChange }: FieldProps) {
  const { model } = useRun()
  const { plan, live } = model
  const chosen = useChosenIndex()
  const failed = plan.nodes.filter((node) => live.state().getNode(node.index).status === 'failed')
  const options = [
    ...(live.state().status === 'completed'
      ? []
      : [
          {
            value: 'failed',
            label: failed.length === 1 ? 'From the failed node' : 'From where it stopped',
            ...(failed.length === 0 ? {} : { help: toNames(failed) }),
          },
        ]),
    {
      value: 'chosen',
      label: 'From a chosen node',
      ...(wish.start === 'chosen' ? { end: <NodeField onChange={onChange} wish={wish} /> } : {}),
    },
    { value: 'start', label: 'From the beginning', help: plural(plan.nodes.length, 'node') },
  ]
  return (
    <RadioGroup
      label="Where the retry begins"
      onValueChange={(value) => {
        const start = value === 'failed' || value === 'chosen' ? value : 'start'
        const first = plan.nodes[chosen ?? failed[0]?.index ?? 0]?.id ?? null
        onChange({ ...wish, start, nodeId: wish.nodeId ?? first })
      }}
      options={options}
      value={wish.start}
    />
  )
}

function NodeField({ wish, onChange }: FieldProps) {
  const { plan } = useRun().model
  return (
    <Select
      className="-my-0.5 w-52"
      label="Node to begin from"
      onValueChange={(nodeId) => onChange({ ...wish, nodeId })}
      options={plan.nodes.map((node) => ({ value: node.id, label: node.name }))}
      size={24}
      value={wish.nodeId ?? ''}
    />
  )
}

const namedNodes = 3

function toNames(nodes: readonly { readonly name: string }[]): string {
  const names = nodes.slice(0, namedNodes).map((node) => node.name)
  const rest = nodes.length - names.length
  return rest > 0 ? `${names.join(', ')} and ${rest} more` : names.join(', ')
}

/** A newer published version may be taken in place of the run's own. */
function VersionField({ wish, onChange }: FieldProps) {
  const { detail } = useRun()
  const workflow = useQuery(runQueries.workflow(detail.workflowId))
  const published = workflow.data?.publishedVersion ?? null
  if (published === null || published === detail.version) return null
  return (
    <div>
      <p className="mb-1 text-12 text-text-2">Version</p>
      <Segmented
        label="Version"
        onValueChange={(value) => onChange({ ...wish, version: value === 'own' ? null : published })}
        options={[
          { value: 'own', label: `v${detail.version}, this run` },
          { value: 'published', label: `v${published}, published` },
        ]}
        value={wish.version === null ? 'own' : 'published'}
      />
    </div>
  )
}
