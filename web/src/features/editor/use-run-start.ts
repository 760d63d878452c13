/** Starting a run: checks the input, publishes the draft first where that is wished, then goes to the live view. */
import { checkInput } from '@heddle/core/definition/check-input.ts'
import type { WorkflowDocument } from '@heddle/core/definition/workflow-document.ts'
import { useMutation } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { errorText } from '../../app/error-text.ts'
import { trpc } from '../../app/trpc.ts'
import { planFields } from './core/field-plan.ts'
import { useEditor } from './editor-context.ts'
import type { PublishedVersion } from './published-version.ts'

export interface RunFailure {
  /** Messages by the input's field, for those that have one. */
  readonly fields: ReadonlyMap<string, string>
  readonly text: string | null
}

export interface RunWish {
  readonly input: unknown
  /** The document that will run: its schema holds the input. */
  readonly document: WorkflowDocument
  /** Null publishes the draft first. */
  readonly version: number | null
}

const noFailure: RunFailure = { fields: new Map(), text: null }

export function useRunStart(onPublished: (published: PublishedVersion) => void) {
  const { workflowId, saver, session } = useEditor()
  const navigate = useNavigate()
  const publish = useMutation(trpc.workflows.publish.mutationOptions())
  const start = useMutation(trpc.executions.start.mutationOptions())
  const [failure, setFailure] = useState(noFailure)

  async function publishDraft(): Promise<number | null> {
    if (!(await saver.flush())) {
      setFailure({ ...noFailure, text: 'The draft is not saved yet. Run again once it is.' })
      return null
    }
    const document = session.document
    const { version } = await publish.mutateAsync({ workflowId, baseRevision: saver.state().revision })
    onPublished({ version, document })
    return version
  }

  async function run({ input, document, version }: RunWish): Promise<void> {
    const found = toFailure(checkInput(input, document.inputSchema).problems, document)
    setFailure(found)
    if (found !== noFailure) return
    try {
      const runs = version ?? (await publishDraft())
      if (runs === null) return
      const { executionId } = await start.mutateAsync({ workflowId, version: runs, input })
      await navigate({ to: '/executions/$executionId', params: { executionId } })
    } catch (error) {
      const { title, text } = errorText(error)
      setFailure({ ...noFailure, text: `${title}. ${text}` })
    }
  }

  return { run, failure, isPending: publish.isPending || start.isPending }
}

function toFailure(
  problems: readonly { readonly path: string; readonly message: string }[],
  { inputSchema }: WorkflowDocument,
): RunFailure {
  if (problems.length === 0) return noFailure
  const known = inputSchema?.properties
  const fields = new Map<string, string>()
  const others: string[] = []
  const labels = new Map(planFields(inputSchema ?? {}).map((plan) => [plan.name, plan.label]))
  for (const { path, message } of problems) {
    const [name = ''] = path.split('.')
    if (typeof known === 'object' && known !== null && Object.hasOwn(known, name))
      fields.set(name, toFieldSentence(message, { name, label: labels.get(name) ?? name }))
    else others.push(toSentence(path === '' ? `The input ${message}` : `${path} ${message}`))
  }
  return { fields, text: others.length > 0 ? others.join(' ') : null }
}

/** In the words of the form: its fields have labels where the input has names. */
function toFieldSentence(message: string, { name, label }: { name: string; label: string }): string {
  if (message === `${name} is missing`) return `${label} is empty. Fill it in.`
  return toSentence(message.startsWith(`${name} `) ? `${label}${message.slice(name.length)}` : message)
}

function toSentence(message: string): string {
  return `${message.charAt(0).toUpperCase()}${message.slice(1)}${message.endsWith('.') ? '' : '.'}`
}
