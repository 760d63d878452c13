import type { NodeDefinition, RetryPolicy } from '@heddle/core/definition/workflow-document.ts'
import { resolveRetryPolicy } from '@heddle/core/execution/retry-policy.ts'
import { Field } from '../../../ui/field.tsx'
import { NumberControl } from '../../../ui/form/number-control.tsx'
import { formatDuration } from '../../../ui/format-duration.ts'
import { Select } from '../../../ui/select.tsx'
import { Switch } from '../../../ui/switch.tsx'
import { patchNode } from '../core/edit-document.ts'
import { describeRetry } from '../core/retry-help.ts'
import { useEditor, useProblems } from '../editor-context.ts'

interface NodeRetryProps {
  readonly nodeId: string
  readonly node: NodeDefinition
}

export function NodeRetry({ nodeId, node }: NodeRetryProps) {
  const { session } = useEditor()
  const retry = node.retry ?? {}
  const set = (patch: { readonly [Key in keyof RetryPolicy]?: RetryPolicy[Key] | undefined }) => {
    const kept = Object.entries({ ...retry, ...patch }).filter(([, value]) => value !== undefined)
    const after = kept.length === 0 ? undefined : (Object.fromEntries(kept) as RetryPolicy)
    session.edit((document) => patchNode(document, nodeId, { retry: after }), {
      label: 'Set retries',
      mergeKey: `retry ${nodeId} ${Object.keys(patch).join()}`,
    })
  }
  const setNode = (field: 'timeoutSeconds' | 'priority', value: number | undefined) =>
    session.edit((document) => patchNode(document, nodeId, { [field]: value }), {
      label: field === 'priority' ? 'Set the priority' : 'Set the timeout',
      mergeKey: `${field} ${nodeId}`,
    })
  const { maxAttempts } = resolveRetryPolicy(node.retry)
  return (
    <div className="grid grid-cols-2 gap-x-3 gap-y-4 p-3">
      <NumberField
        nodeId={nodeId}
        path="retry.maxAttempts"
        label="Attempts"
        value={retry.maxAttempts}
        placeholder={String(maxAttempts)}
        whole
        onChange={(value) => set({ maxAttempts: value })}
      />
      <NumberField
        nodeId={nodeId}
        path="timeoutSeconds"
        label="Timeout of an attempt"
        value={node.timeoutSeconds}
        unit="s"
        placeholder="none"
        onChange={(value) => setNode('timeoutSeconds', value)}
      />
      {maxAttempts > 1 ? <Delays nodeId={nodeId} retry={retry} set={set} /> : null}
      <p className="col-span-2 text-12 text-text-3">{describeRetry(node.retry, formatDuration)}</p>
      <NumberField
        nodeId={nodeId}
        path="priority"
        label="Priority"
        value={node.priority}
        placeholder="0"
        whole
        onChange={(value) => setNode('priority', value)}
      />
      <p className="col-span-2 -mt-3 text-12 text-text-3">
        From -100 to 100; higher runs first where nodes wait for a worker.
      </p>
    </div>
  )
}

interface DelaysProps {
  readonly nodeId: string
  readonly retry: RetryPolicy
  readonly set: (patch: { readonly [Key in keyof RetryPolicy]?: RetryPolicy[Key] | undefined }) => void
}

const backoffs = [
  { value: 'fixed', label: 'The same each time' },
  { value: 'linear', label: 'Grows evenly' },
  { value: 'exponential', label: 'Grows by a factor' },
] as const

function Delays({ nodeId, retry, set }: DelaysProps) {
  const backoff = retry.backoff ?? 'exponential'
  return (
    <>
      <NumberField
        nodeId={nodeId}
        path="retry.delayMs"
        label="First delay"
        value={retry.delayMs}
        unit="ms"
        placeholder="1000"
        onChange={(delayMs) => set({ delayMs })}
      />
      <NumberField
        nodeId={nodeId}
        path="retry.maxDelayMs"
        label="Longest delay"
        value={retry.maxDelayMs}
        unit="ms"
        placeholder="60000"
        onChange={(maxDelayMs) => set({ maxDelayMs })}
      />
      <Field label="Delay" className={backoff === 'exponential' ? '' : 'col-span-2'}>
        {(control) => (
          <Select
            id={control.id}
            label="Delay"
            value={backoff}
            options={backoffs}
            onValueChange={(value) =>
              set({ backoff: backoffs.find((known) => known.value === value)?.value })
            }
          />
        )}
      </Field>
      {backoff === 'exponential' ? (
        <NumberField
          nodeId={nodeId}
          path="retry.factor"
          label="Factor"
          value={retry.factor}
          placeholder="2"
          onChange={(factor) => set({ factor })}
        />
      ) : null}
      <div className="col-span-2">
        <Switch
          label="Spread the delays"
          checked={retry.jitter ?? true}
          onCheckedChange={(jitter) => set({ jitter })}
        >
          Spread the delays at random
        </Switch>
      </div>
    </>
  )
}

interface NumberFieldProps {
  readonly nodeId: string
  /** Place in the node, as problems name it. */
  readonly path: string
  readonly label: string
  readonly value: number | undefined
  readonly onChange: (value: number | undefined) => void
  readonly whole?: boolean
  readonly unit?: string
  readonly placeholder?: string
}

function NumberField({
  nodeId,
  path,
  label,
  value,
  onChange,
  whole = false,
  unit,
  placeholder,
}: NumberFieldProps) {
  const place = `nodes.${nodeId}.${path}`
  const problem = useProblems().find((known) => known.path === place)
  return (
    <div data-field={place}>
      <Field label={label} error={problem?.message}>
        {(control) => (
          <NumberControl
            {...control}
            value={value}
            whole={whole}
            unit={unit}
            invalid={problem !== undefined}
            placeholder={placeholder}
            // Text that is no number yet is kept in the document as it is, so that validation names it and nothing is lost.
            onChange={(next) => onChange(next as number | undefined)}
          />
        )}
      </Field>
    </div>
  )
}
