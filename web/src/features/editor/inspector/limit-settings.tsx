/** What limits a node beyond its own run: how many of a key at once, and how many starts in a time. */
import type { RateLimit } from '@heddle/core/definition/workflow-document.ts'
import { toSpanWords } from '../core/span-words.ts'
import { ExpressionField } from './expression-field.tsx'
import type { NodeSettingsProps } from './node-settings-props.ts'
import { NumberField } from './number-field.tsx'
import { patchSetting, useNodeSetting } from './use-node-setting.ts'

/** Filled in with the first figure, so that a rate is whole from the start. */
const defaultRateSeconds = 60

export function LimitSettings({ nodeId, node }: NodeSettingsProps) {
  const set = useNodeSetting(nodeId)
  const place = `nodes.${nodeId}`
  const { concurrencyKey, concurrencyLimit } = node
  return (
    <>
      <ExpressionField
        nodeId={nodeId}
        name="concurrencyKey"
        label="Concurrency key"
        help="Nodes with the same key share the limit, in all runs of all workflows."
        placeholder="billing-api"
        value={concurrencyKey}
        onChange={(value) => set('concurrencyKey', value, { label: 'Set the concurrency key' })}
      />
      {concurrencyKey === undefined && concurrencyLimit === undefined ? null : (
        <NumberField
          place={`${place}.concurrencyLimit`}
          label="At once"
          whole
          value={concurrencyLimit}
          placeholder="1"
          help="Further ones wait until one of them has ended."
          onChange={(value) => set('concurrencyLimit', value, { label: 'Set the limit' })}
        />
      )}
      <RateSettings nodeId={nodeId} node={node} />
    </>
  )
}

function RateSettings({ nodeId, node }: NodeSettingsProps) {
  const setSetting = useNodeSetting(nodeId)
  const { rateLimit, concurrencyKey } = node
  const place = `nodes.${nodeId}.rateLimit`
  const set = (patch: { readonly [Name in keyof RateLimit]?: RateLimit[Name] | undefined }) => {
    const after = patchSetting(rateLimit, patch)
    // A time alone limits nothing: it goes with the figure.
    const isEmpty = after?.limit === undefined && after?.key === undefined
    setSetting('rateLimit', isEmpty ? undefined : after, {
      label: 'Set the rate limit',
      part: Object.keys(patch).join(),
    })
  }
  return (
    <fieldset aria-label="Rate limit" className="grid grid-cols-[minmax(0,1fr)] gap-4">
      <div className="grid grid-cols-2 gap-x-3">
        <NumberField
          place={`${place}.limit`}
          label="Starts at most"
          whole
          value={rateLimit?.limit}
          placeholder="no limit"
          onChange={(limit) => set({ limit, perSeconds: rateLimit?.perSeconds ?? defaultRateSeconds })}
        />
        <NumberField
          place={`${place}.perSeconds`}
          label="In each"
          unit="s"
          value={rateLimit?.perSeconds}
          placeholder={String(defaultRateSeconds)}
          onChange={(perSeconds) => set({ perSeconds })}
        />
      </div>
      {rateLimit === undefined ? null : (
        <>
          <p className="-mt-3 text-12 text-text-3">
            {rateLimit.limit ?? 0} in {toSpanWords(rateLimit.perSeconds)}; further ones wait until there is
            room.
          </p>
          <ExpressionField
            nodeId={nodeId}
            name="rateLimit.key"
            label="Rate key"
            help={
              concurrencyKey === undefined
                ? 'What is counted together. Empty: all starts of nodes without a key.'
                : 'What is counted together. Empty: the concurrency key.'
            }
            placeholder={concurrencyKey}
            value={rateLimit.key}
            onChange={(key) => set({ key })}
          />
        </>
      )}
    </fieldset>
  )
}
