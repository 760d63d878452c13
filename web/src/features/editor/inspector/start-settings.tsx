/** Where and when a node starts, and how long it may take. */
import { useQuery } from '@tanstack/react-query'
import { Button } from '../../../ui/button.tsx'
import { Field } from '../../../ui/field.tsx'
import { TextInput } from '../../../ui/text-input.tsx'
import { WarningLine } from '../../../ui/warning-line.tsx'
import { describeProblem } from '../core/problem-words.ts'
import { toSpanWords } from '../core/span-words.ts'
import { listServedGroups, servesGroup } from '../core/worker-groups.ts'
import { useProblems } from '../editor-context.ts'
import { editorQueries } from '../queries.ts'
import type { NodeSettingsProps } from './node-settings-props.ts'
import { NumberField } from './number-field.tsx'
import { useNodeSetting } from './use-node-setting.ts'

export function StartSettings({ nodeId, node }: NodeSettingsProps) {
  const set = useNodeSetting(nodeId)
  const place = `nodes.${nodeId}`
  const { startWithinSeconds, timeoutSeconds } = node
  return (
    <>
      <WorkerGroupField nodeId={nodeId} node={node} />
      <NumberField
        place={`${place}.priority`}
        label="Priority"
        value={node.priority}
        placeholder="0"
        help="From -100 to 100; higher starts first where nodes of a run wait for a worker."
        whole
        onChange={(value) => set('priority', value, { label: 'Set the priority' })}
      />
      <NumberField
        place={`${place}.startWithinSeconds`}
        label="Start within"
        value={startWithinSeconds}
        unit="s"
        placeholder="no limit"
        help={
          startWithinSeconds === undefined
            ? 'It waits for a worker as long as it takes.'
            : `It fails where no worker started it within ${toSpanWords(startWithinSeconds)}.`
        }
        onChange={(value) => set('startWithinSeconds', value, { label: 'Set the time to start' })}
      />
      <NumberField
        place={`${place}.timeoutSeconds`}
        label="Timeout of an attempt"
        value={timeoutSeconds}
        unit="s"
        placeholder="none"
        help={
          timeoutSeconds === undefined
            ? 'An attempt may take as long as it wants.'
            : `An attempt that takes longer than ${toSpanWords(timeoutSeconds)} has failed.`
        }
        onChange={(value) => set('timeoutSeconds', value, { label: 'Set the timeout' })}
      />
    </>
  )
}

function WorkerGroupField({ nodeId, node }: NodeSettingsProps) {
  const set = useNodeSetting(nodeId)
  const { data: workers } = useQuery(editorQueries.workers())
  const place = `nodes.${nodeId}.workerGroup`
  const problem = useProblems().find((known) => known.path === place)
  const group = node.workerGroup ?? 'default'
  const served = workers === undefined ? [] : listServedGroups(workers.items)
  const isServed = workers === undefined || servesGroup(workers.items, group)
  const choose = (value: string) =>
    set('workerGroup', value === '' || value === 'default' ? undefined : value, {
      label: 'Set the worker group',
    })
  return (
    <div data-field={place}>
      <Field
        label="Worker group"
        help="Only workers of this group run the node."
        error={problem === undefined ? undefined : describeProblem(problem)}
      >
        {(control) => (
          <TextInput
            {...control}
            value={node.workerGroup ?? ''}
            placeholder="default"
            maxLength={64}
            onChange={(event) =>
              set('workerGroup', event.target.value || undefined, { label: 'Set the worker group' })
            }
          />
        )}
      </Field>
      {served.length > 1 ? (
        <fieldset aria-label="Groups with live workers" className="mt-1 flex flex-wrap items-center gap-1">
          <span className="text-12 text-text-3">Live:</span>
          {served.map((name) => (
            <Button
              key={name}
              size={24}
              aria-pressed={name === group}
              className="!h-6 !px-1.5 aria-pressed:bg-active"
              onClick={() => choose(name)}
            >
              {name}
            </Button>
          ))}
        </fieldset>
      ) : null}
      {isServed ? null : (
        <WarningLine text={`No live worker serves ${group}: the node would wait until one comes.`} />
      )}
    </div>
  )
}
