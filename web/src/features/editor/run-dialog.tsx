/** Starts a run: a form from the input schema, and which version it runs. */
import { useId, useState } from 'react'
import { useForm } from 'react-hook-form'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { ErrorLine } from '../../ui/error-state.tsx'
import { focusUnreadJson, useFaultFocus } from '../../ui/form/focus-fault.ts'
import { InputForm } from '../../ui/form/input-form.tsx'
import { RadioGroup } from '../../ui/radio-group.tsx'
import { listChanges } from './core/list-changes.ts'
import { reusesResults } from './core/reuses-results.ts'
import { startingInput } from './core/starting-input.ts'
import { useAllProblems, useWholeDocument } from './editor-context.ts'
import type { PublishedVersion } from './published-version.ts'
import { isPriority, type RunForm, RunOptions } from './run-options.tsx'
import { useRunStart } from './use-run-start.ts'

interface RunDialogProps {
  readonly published: PublishedVersion
  readonly onPublished: (published: PublishedVersion) => void
  readonly onClose: () => void
}

type Choice = 'draft' | 'published'

export function RunDialog({ published, onPublished, onClose }: RunDialogProps) {
  const draft = useWholeDocument()
  const hasErrors = useAllProblems().some((problem) => problem.severity === 'error')
  const isChanged = published.document === null || listChanges(published.document, draft).length > 0
  const [choice, setChoice] = useState<Choice>(
    hasErrors && published.version !== null ? 'published' : 'draft',
  )
  const takesDraft = isChanged && choice === 'draft'
  const document = takesDraft || published.document === null ? draft : published.document
  const form = useForm<RunForm>({
    defaultValues: { input: startingInput(document.inputSchema), priority: undefined, ignoreCache: false },
  })
  const { run, failure, isPending } = useRunStart(onPublished)
  const mayReuse = reusesResults(document)
  const version = takesDraft ? null : published.version
  const submit = form.handleSubmit(({ input, priority, ignoreCache }) => {
    if (!isPriority(priority)) return
    run({ input, document, version, priority, ignoreCache: mayReuse && ignoreCache })
  })
  const isBlocked = takesDraft && hasErrors
  const formId = useId()
  const fields = useFaultFocus(failure)

  return (
    <Dialog
      open
      onOpenChange={onClose}
      onSubmitKey={() => fields.current?.requestSubmit()}
      title={`Run ${draft.name}`}
      footer={
        <>
          <Button onClick={onClose}>Not now</Button>
          <Button
            type="submit"
            form={formId}
            keys="Ctrl+Enter"
            variant="primary"
            pending={isPending}
            disabled={isBlocked}
          >
            {takesDraft ? `Publish v${(published.version ?? 0) + 1} and run` : `Run v${published.version}`}
          </Button>
        </>
      }
    >
      <form
        id={formId}
        ref={fields}
        noValidate
        className="grid grid-cols-[minmax(0,1fr)] gap-4 pt-1"
        onSubmit={(event) => {
          event.preventDefault()
          if (isPending || isBlocked || focusUnreadJson(event.currentTarget)) return
          void submit()
        }}
      >
        {isChanged && published.version !== null ? (
          <VersionChoice
            choice={choice}
            onChoice={setChoice}
            version={published.version}
            hasErrors={hasErrors}
          />
        ) : null}
        {isBlocked && published.version === null ? (
          <ErrorLine text="The workflow has errors. The problems below the canvas lead to them." />
        ) : null}
        <InputForm
          schema={document.inputSchema}
          value={form.watch('input')}
          errors={failure.fields}
          onChange={(value) => form.setValue('input', value)}
        />
        <RunOptions form={form} mayReuse={mayReuse} usualPriority={document.settings?.priority ?? 0} />
        {failure.text === null ? null : <ErrorLine text={failure.text} />}
      </form>
    </Dialog>
  )
}

interface VersionChoiceProps {
  readonly choice: Choice
  readonly onChoice: (choice: Choice) => void
  readonly version: number
  readonly hasErrors: boolean
}

function VersionChoice({ choice, onChoice, version, hasErrors }: VersionChoiceProps) {
  return (
    <RadioGroup
      label="Which version runs"
      value={choice}
      onValueChange={(value) => onChoice(value === 'draft' ? 'draft' : 'published')}
      options={[
        {
          value: 'draft',
          label: 'The draft',
          help: hasErrors ? 'It has errors: mend them first.' : 'Published as the next version, then run.',
        },
        { value: 'published', label: `Version ${version}`, help: 'Without the changes of the draft.' },
      ]}
    />
  )
}
