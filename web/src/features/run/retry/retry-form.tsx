/** Where the retry begins, which version it runs, and with which input. */
import { plural } from '../../../ui/format-count.ts'
import { RadioGroup, type RadioOption } from '../../../ui/radio-group.tsx'
import { useChosenNodes, useRun } from '../run-context.ts'
import type { RetryFieldProps } from './retry-field-props.ts'
import { RetryInput, RetryInputSwitch } from './retry-input.tsx'
import { RetryNodes } from './retry-nodes.tsx'
import { RetryVersion } from './retry-version.tsx'

interface RetryFormProps extends RetryFieldProps {
  /** What is wrong with the input, by field. */
  readonly errors: ReadonlyMap<string, string>
}

export function RetryForm(props: RetryFormProps) {
  return (
    <>
      <StartFields {...props} />
      {props.wish.start === 'chosen' ? <RetryNodes {...props} /> : null}
      <div className="mt-4 flex flex-wrap gap-x-10 gap-y-3">
        <RetryVersion {...props} />
        <RetryInputSwitch {...props} />
      </div>
      <RetryInput {...props} />
    </>
  )
}

function StartFields({ wish, target, onChange }: RetryFieldProps) {
  const { model } = useRun()
  const chosenOnCanvas = useChosenNodes()
  const state = model.live.state()
  const failed = model.plan.nodes.filter((node) => state.getNode(node.index).status === 'failed')
  const fromFailed: RadioOption = {
    value: 'failed',
    label: failed.length === 1 ? 'From the failed node' : 'From where it stopped',
    end: <Aside>{toNames(failed)}</Aside>,
  }
  const options = [
    ...(state.status === 'completed' ? [] : [fromFailed]),
    {
      value: 'start',
      label: 'From the beginning',
      end: <Aside>{plural(target.plan.nodes.length, 'node')}</Aside>,
    },
    {
      value: 'chosen',
      label: 'From chosen nodes',
      end: <Aside>{wish.start === 'chosen' ? `${wish.nodeIds.length} chosen` : ''}</Aside>,
    },
  ]
  return (
    <RadioGroup
      label="Where the retry begins"
      onValueChange={(value) => {
        const start = value === 'failed' || value === 'chosen' ? value : 'start'
        const first = wish.nodeIds.length > 0 ? wish.nodeIds : [...chosenOnCanvas]
        onChange({ ...wish, start, nodeIds: first })
      }}
      options={options}
      value={wish.start}
    />
  )
}

function Aside({ children }: { readonly children: string }) {
  return <span className="block max-w-72 truncate text-12 leading-5 text-text-2">{children}</span>
}

const namedNodes = 3

function toNames(nodes: readonly { readonly name: string }[]): string {
  const names = nodes.slice(0, namedNodes).map((node) => node.name)
  const rest = nodes.length - names.length
  return rest > 0 ? `${names.join(', ')} and ${rest} more` : names.join(', ')
}
