/** How runs of the workflow behave: how many at once, how many of their nodes, for how long. */
import type { WorkflowSettings as Settings } from '@heddle/core/definition/workflow-document.ts'
import { Field } from '../../../ui/field.tsx'
import { Select } from '../../../ui/select.tsx'
import { patchDocument } from '../core/edit-document.ts'
import { describeAdmission, summarizeNodes, summarizeRuns, summarizeTime } from '../core/setting-words.ts'
import { toSpanWords } from '../core/span-words.ts'
import { useEditor } from '../editor-context.ts'
import { NumberField, Warning } from './number-field.tsx'
import { SettingsGroup } from './settings-group.tsx'
import { patchSetting } from './use-node-setting.ts'

interface WorkflowSettingsProps {
  readonly settings: Settings
}

export function WorkflowSettings({ settings }: WorkflowSettingsProps) {
  return (
    <div className="border-t border-line">
      <SettingsGroup
        group="runs"
        title="Runs of this workflow"
        nodeId={null}
        summary={summarizeRuns(settings)}
      >
        <RunSettings settings={settings} />
      </SettingsGroup>
      <SettingsGroup group="nodes" title="Nodes of a run" nodeId={null} summary={summarizeNodes(settings)}>
        <NodesOfRun settings={settings} />
      </SettingsGroup>
      <SettingsGroup group="time" title="Time and priority" nodeId={null} summary={summarizeTime(settings)}>
        <TimeSettings settings={settings} />
      </SettingsGroup>
    </div>
  )
}

function useSetting(settings: Settings) {
  const { session } = useEditor()
  return (patch: { readonly [Name in keyof Settings]?: Settings[Name] | undefined }) =>
    session.edit((now) => patchDocument(now, { settings: patchSetting(settings, patch) }), {
      label: 'Change settings',
      mergeKey: `settings ${Object.keys(patch).join()}`,
    })
}

const onLimits = [
  { value: 'queue', label: 'Let the new one wait' },
  { value: 'skip', label: 'Skip the new one' },
  { value: 'cancel_oldest', label: 'Cancel the oldest' },
] as const

function RunSettings({ settings }: WorkflowSettingsProps) {
  const set = useSetting(settings)
  const { maxConcurrentExecutions, onLimit, startWithinSeconds } = settings
  const isLimited = maxConcurrentExecutions !== undefined
  const mayWait = isLimited && (onLimit ?? 'queue') === 'queue'
  return (
    <>
      <NumberField
        place="settings.maxConcurrentExecutions"
        label="Runs at once"
        whole
        value={maxConcurrentExecutions}
        placeholder="no limit"
        onChange={(value) => set({ maxConcurrentExecutions: value })}
      />
      {isLimited || onLimit !== undefined ? (
        <div data-field="settings.onLimit">
          <Field label="A run too many">
            {(control) => (
              <Select
                id={control.id}
                label="A run too many"
                value={onLimit ?? 'queue'}
                options={onLimits}
                onValueChange={(value) => {
                  const chosen = onLimits.find((known) => known.value === value)?.value
                  set({ onLimit: chosen === 'queue' ? undefined : chosen })
                }}
              />
            )}
          </Field>
          <Warning place="settings.onLimit" />
        </div>
      ) : null}
      {mayWait || startWithinSeconds !== undefined ? (
        <NumberField
          place="settings.startWithinSeconds"
          label="Waits at most"
          unit="s"
          value={startWithinSeconds}
          placeholder="no limit"
          onChange={(value) => set({ startWithinSeconds: value })}
        />
      ) : null}
      <p className="-mt-2 text-12 text-text-3">{describeAdmission(settings)}</p>
    </>
  )
}

const onFailures = [
  { value: 'finish', label: 'Finish what can still run' },
  { value: 'stop', label: 'Stop the run at once' },
] as const

function NodesOfRun({ settings }: WorkflowSettingsProps) {
  const set = useSetting(settings)
  const { maxParallel, onFailure = 'finish' } = settings
  return (
    <>
      <NumberField
        place="settings.maxParallel"
        label="Nodes at once"
        whole
        value={maxParallel}
        placeholder="no limit"
        help="Of one run. Further ones wait for their turn, the most urgent first."
        onChange={(value) => set({ maxParallel: value })}
      />
      <div data-field="settings.onFailure">
        <Field
          label="When a node fails"
          help={
            onFailure === 'stop'
              ? 'What runs elsewhere is cancelled, and the run has failed.'
              : 'What does not need the failed node still runs; then the run has failed.'
          }
        >
          {(control) => (
            <Select
              id={control.id}
              aria-describedby={control['aria-describedby']}
              label="When a node fails"
              value={onFailure}
              options={onFailures}
              onValueChange={(value) => set({ onFailure: value === 'stop' ? 'stop' : undefined })}
            />
          )}
        </Field>
      </div>
    </>
  )
}

function TimeSettings({ settings }: WorkflowSettingsProps) {
  const set = useSetting(settings)
  const { timeoutSeconds, priority } = settings
  return (
    <>
      <NumberField
        place="settings.timeoutSeconds"
        label="Timeout of a run"
        unit="s"
        value={timeoutSeconds}
        placeholder="none"
        help={
          timeoutSeconds === undefined
            ? 'A run may take as long as it wants.'
            : `A run that takes longer than ${toSpanWords(timeoutSeconds)} is ended and has failed.`
        }
        onChange={(value) => set({ timeoutSeconds: value })}
      />
      <NumberField
        place="settings.priority"
        label="Priority"
        whole
        value={priority}
        placeholder="0"
        help="From -100 to 100. Nodes of a run with a higher one start first, whatever their own."
        onChange={(value) => set({ priority: value })}
      />
    </>
  )
}
