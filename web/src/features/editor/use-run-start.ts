/** Starting a run: checks the input, publishes the draft first where that is wished, then goes to the live view. */
import { checkInput } from '@heddle/core/definition/check-input.ts'
import type { WorkflowDocument } from '@heddle/core/definition/workflow-document.ts'
import { useMutation } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { errorSentences } from '../../app/error-text.ts'
import { trpc } from '../../app/trpc.ts'
import { type FormTrouble, noTrouble, toFormTrouble } from '../../ui/form/form-trouble.ts'
import { useOneAtATime } from '../../ui/use-one-at-a-time.ts'
import { useEditor } from './editor-context.ts'
import type { PublishedVersion } from './published-version.ts'

export interface RunWish {
  readonly input: unknown
  /** The document that will run: its schema holds the input. */
  readonly document: WorkflowDocument
  /** Null publishes the draft first. */
  readonly version: number | null
  /** That of the workflow where none is given. */
  readonly priority: number | undefined
  /** Nodes run although an earlier result could stand in for them. */
  readonly ignoreCache: boolean
}

export function useRunStart(onPublished: (published: PublishedVersion) => void) {
  const { workflowId, saver, whole } = useEditor()
  const navigate = useNavigate()
  const publish = useMutation(trpc.workflows.publish.mutationOptions())
  const start = useMutation(trpc.executions.start.mutationOptions())
  const [failure, setFailure] = useState<FormTrouble>(noTrouble)

  async function publishDraft(): Promise<number | null> {
    if (!(await saver.flush())) {
      setFailure({ ...noTrouble, text: 'The draft is not saved yet. Run again once it is.' })
      return null
    }
    const document = whole.document
    const { version } = await publish.mutateAsync({ workflowId, baseRevision: saver.state().revision })
    onPublished({ version, document })
    return version
  }

  async function run({ input, document, version, priority, ignoreCache }: RunWish): Promise<void> {
    const found = toFormTrouble(checkInput(input, document.inputSchema).problems, document.inputSchema)
    setFailure(found)
    if (found !== noTrouble) return
    try {
      const runs = version ?? (await publishDraft())
      if (runs === null) return
      const { executionId } = await start.mutateAsync({
        workflowId,
        version: runs,
        input,
        ...(priority !== undefined && { priority }),
        ...(ignoreCache && { ignoreCache }),
      })
      await navigate({ to: '/executions/$executionId', params: { executionId } })
    } catch (error) {
      setFailure({ ...noTrouble, text: errorSentences(error) })
    }
  }

  const { act, isBusy } = useOneAtATime(run)
  return { run: act, failure, isPending: isBusy }
}
