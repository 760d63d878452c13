import { failurePort, type RetryPolicy } from '@heddle/core/definition/workflow-document.ts'
import { resolveRetryPolicy } from '@heddle/core/execution/retry-policy.ts'
import { cx } from '../../../ui/class-names.ts'
import { Field } from '../../../ui/field.tsx'
import { JsonControl } from '../../../ui/form/json-control.tsx'
import { formatDuration } from '../../../ui/format-duration.ts'
import { Select } from '../../../ui/select.tsx'
import { Switch } from '../../../ui/switch.tsx'
import { listFailureSteps } from '../core/failure-order.ts'
import { useDocument } from '../editor-context.ts'
import type { NodeSettingsProps } from './node-settings-props.ts'
import { NumberField, Warning } from './number-field.tsx'
import { patchSetting, useNodeSetting } from './use-node-setting.ts'

type SetRetry = (patch: { readonly [Key in keyof RetryPolicy]?: RetryPolicy[Key] | undefined }) => void

export function FailureSettings({ nodeId, node }: NodeSettingsProps) {
  const setSetting = useNodeSetting(nodeId)
  const set: SetRetry = (patch) =>
    setSetting('retry', patchSetting(node.retry, patch), {
      label: 'Set retries',
      part: Object.keys(patch).join(),
    })
  const { maxAttempts } = resolveRetryPolicy(node.retry)
  const place = `nodes.${nodeId}`
  return (
    <>
      <div className="grid grid-cols-2 gap-x-3 gap-y-4">
        <NumberField
          place={`${place}.retry.maxAttempts`}
          label="Attempts"
          value={node.retry?.maxAttempts}
          placeholder={String(maxAttempts)}
          whole
          onChange={(value) => set({ maxAttempts: value })}
        />
        {maxAttempts > 1 ? <Delays place={place} retry={node.retry ?? {}} set={set} /> : null}
      </div>
      <div data-field={`${place}.fallback`}>
        <Field
          label="Fallback"
          help="JSON. The output with which the node completes when it failed for good."
        >
          {(control) => (
            <JsonControl
              control={control}
              label="Fallback"
              value={node.fallback}
              invalid={false}
              placeholder="none"
              onChange={(value) => setSetting('fallback', value, { label: 'Set the fallback' })}
            />
          )}
        </Field>
        <Warning place={`${place}.fallback`} />
      </div>
      <FailureOrder nodeId={nodeId} node={node} />
    </>
  )
}

function FailureOrder({ nodeId, node }: NodeSettingsProps) {
  const document = useDocument()
  const steps = listFailureSteps(
    {
      retry: node.retry,
      hasFallback: node.fallback !== undefined,
      hasFailureEdge: (document.edges ?? []).some(
        ({ source, port }) => source === nodeId && port === failurePort,
      ),
      onFailure: document.settings?.onFailure,
    },
    formatDuration,
  )
  return (
    <div>
      <h3 className="mb-1 text-12 font-medium text-text-2">When it fails, in this order</h3>
      <ol className="grid gap-1 text-12">
        {steps.map(({ words, counts }, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: the four steps stand in a fixed order
          <li key={index} className={cx('flex gap-2', counts ? 'text-text' : 'text-text-3')}>
            <span aria-hidden="true" className="w-3 shrink-0 text-right tabular-nums">
              {index + 1}
            </span>
            {words}
          </li>
        ))}
      </ol>
    </div>
  )
}

interface DelaysProps {
  readonly place: string
  readonly retry: RetryPolicy
  readonly set: SetRetry
}

const backoffs = [
  { value: 'fixed', label: 'The same each time' },
  { value: 'linear', label: 'Grows evenly' },
  { value: 'exponential', label: 'Grows by a factor' },
] as const

function Delays({ place, retry, set }: DelaysProps) {
  const backoff = retry.backoff ?? 'exponential'
  return (
    <>
      <NumberField
        place={`${place}.retry.delayMs`}
        label="First delay"
        value={retry.delayMs}
        unit="ms"
        placeholder="1000"
        onChange={(delayMs) => set({ delayMs })}
      />
      <Field label="Delay" className="col-span-2">
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
      <NumberField
        place={`${place}.retry.maxDelayMs`}
        label="Longest delay"
        value={retry.maxDelayMs}
        unit="ms"
        placeholder="60000"
        onChange={(maxDelayMs) => set({ maxDelayMs })}
      />
      {backoff === 'exponential' ? (
        <NumberField
          place={`${place}.retry.factor`}
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
