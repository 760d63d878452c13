/** The expressions whose values count as what goes into a cached node, a row each. */
import { Plus, X } from 'lucide-react'
import { useRef } from 'react'
import { Button } from '../../../ui/button.tsx'
import { CodeEditor } from '../../../ui/code-editor.tsx'
import { ErrorLine } from '../../../ui/error-state.tsx'
import { IconButton } from '../../../ui/icon-button.tsx'
import { describeProblem } from '../core/problem-words.ts'
import { useProblems } from '../editor-context.ts'
import { focusField } from './inspector-tab.ts'
import { useNames } from './use-names.ts'

interface CacheInputsProps {
  readonly nodeId: string
  readonly inputs: readonly string[]
  readonly onChange: (inputs: string[]) => void
}

export function CacheInputs({ nodeId, inputs, onChange }: CacheInputsProps) {
  const place = `nodes.${nodeId}.cache.inputs`
  const problems = useProblems()
  const names = useNames(nodeId)
  const add = useRef<HTMLButtonElement>(null)
  return (
    <fieldset aria-label="Inputs that count" className="grid grid-cols-[minmax(0,1fr)] gap-2">
      {inputs.map((source, index) => {
        const problem = problems.find((known) => known.path === `${place}.${index}`)
        return (
          // biome-ignore lint/suspicious/noArrayIndexKey: rows have no other identity while they are written
          <div key={index} data-field={`${place}.${index}`}>
            <div className="flex items-start gap-1">
              <div className="min-w-0 flex-1">
                <CodeEditor
                  label={`Input ${index + 1} that counts`}
                  language="jsonata"
                  singleLine
                  value={source}
                  placeholder="input.day"
                  completions={names}
                  invalid={problem !== undefined}
                  onChange={(text) => onChange(inputs.with(index, text))}
                />
              </div>
              <IconButton
                label={`Remove input ${index + 1}`}
                onClick={() => {
                  onChange(inputs.toSpliced(index, 1))
                  add.current?.focus()
                }}
              >
                <X />
              </IconButton>
            </div>
            {problem === undefined ? null : <ErrorLine className="mt-1" text={describeProblem(problem)} />}
          </div>
        )
      })}
      <div>
        <Button
          ref={add}
          variant="quiet"
          size={24}
          icon={<Plus size={14} />}
          onClick={() => {
            onChange([...inputs, ''])
            focusField(`${place}.${inputs.length}`)
          }}
        >
          Add an input
        </Button>
      </div>
    </fieldset>
  )
}
