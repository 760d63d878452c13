/** Whether the result of an earlier run may stand in for this node, for how long, and what has to be the same. */
import type { CachePolicy } from '@heddle/core/definition/workflow-document.ts'
import { Field } from '../../../ui/field.tsx'
import { Select } from '../../../ui/select.tsx'
import { Switch } from '../../../ui/switch.tsx'
import { defaultLifetimeSeconds } from '../core/setting-words.ts'
import { toSpanWords } from '../core/span-words.ts'
import { CacheInputs } from './cache-inputs.tsx'
import type { NodeSettingsProps } from './node-settings-props.ts'
import { NumberField } from './number-field.tsx'
import { useNodeSetting } from './use-node-setting.ts'

const scopes = [
  { value: 'everything', label: 'Everything the node can see' },
  { value: 'declared', label: 'Only what is named here' },
] as const

export function CacheSettings({ nodeId, node }: NodeSettingsProps) {
  const set = useNodeSetting(nodeId)
  const { cache } = node
  const change = (after: CachePolicy | undefined, part: string) =>
    set('cache', after, { label: 'Set the cache', part })
  return (
    <>
      <div data-field={`nodes.${nodeId}.cache`}>
        <Switch
          label="Reuse the result when nothing changed"
          checked={cache !== undefined}
          onCheckedChange={(isOn) => change(isOn ? {} : undefined, 'on')}
        >
          Reuse the result when nothing changed
        </Switch>
        <p className="mt-1 text-12 text-text-3">
          Where type, parameters and what goes in are as in an earlier run, its result is taken over and the
          node does not run. Not for nodes that change something elsewhere.
        </p>
      </div>
      {cache === undefined ? null : <CachePolicyFields nodeId={nodeId} cache={cache} onChange={change} />}
    </>
  )
}

interface CachePolicyFieldsProps {
  readonly nodeId: string
  readonly cache: CachePolicy
  readonly onChange: (after: CachePolicy, part: string) => void
}

function CachePolicyFields({ nodeId, cache, onChange }: CachePolicyFieldsProps) {
  const { inputs, lifetimeSeconds, ...rest } = cache
  const lifetime = lifetimeSeconds === undefined ? {} : { lifetimeSeconds }
  return (
    <>
      <NumberField
        place={`nodes.${nodeId}.cache.lifetimeSeconds`}
        label="Lifetime"
        unit="s"
        value={lifetimeSeconds}
        placeholder={String(defaultLifetimeSeconds)}
        help={`A result is reused for ${toSpanWords(lifetimeSeconds ?? defaultLifetimeSeconds)}.`}
        onChange={(after) =>
          onChange(
            {
              ...rest,
              ...(after !== undefined && { lifetimeSeconds: after }),
              ...(inputs !== undefined && { inputs }),
            },
            'lifetime',
          )
        }
      />
      <Field label="What goes in" help={inputs === undefined ? everythingHelp : declaredHelp}>
        {(control) => (
          <Select
            id={control.id}
            aria-describedby={control['aria-describedby']}
            label="What goes in"
            value={inputs === undefined ? 'everything' : 'declared'}
            options={scopes}
            onValueChange={(value) =>
              onChange(
                { ...rest, ...lifetime, ...(value === 'declared' && { inputs: inputs ?? [] }) },
                'scope',
              )
            }
          />
        )}
      </Field>
      {inputs === undefined ? null : (
        <CacheInputs
          nodeId={nodeId}
          inputs={inputs}
          onChange={(after) => onChange({ ...rest, ...lifetime, inputs: after }, 'inputs')}
        />
      )}
    </>
  )
}

const everythingHelp =
  'The parameters, the input of the run, the item, and results and files of all nodes before it.'
const declaredHelp = 'The parameters, and the values of these expressions.'
