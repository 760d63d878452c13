/** The document as JSON, read and written: a change is taken over once it reads as a workflow. */
import { type WorkflowDocument, workflowDocumentSchema } from '@heddle/core/definition/workflow-document.ts'
import { CircleAlert } from 'lucide-react'
import { useState } from 'react'
import { Banner } from '../../ui/banner.tsx'
import { CodeEditor } from '../../ui/code-editor.tsx'
import { fillPositions } from './core/fill-positions.ts'
import { useEditor, useWholeDocument } from './editor-context.ts'

export function CodeView() {
  const { whole } = useEditor()
  const document = useWholeDocument()
  const [draft, setDraft] = useState(() => ({ text: toText(document), document }))
  const text = draft.document === document ? draft.text : toText(document)
  const read = readDocument(text)

  function type(next: string) {
    const after = readDocument(next)
    if (after.ok) whole.edit(() => fillPositions(after.document), { label: 'Edit as code', mergeKey: 'code' })
    setDraft({ text: next, document: whole.document })
  }

  return (
    <div className="flex min-h-0 flex-1 flex-col bg-surface">
      {read.ok ? null : (
        <Banner tone="warn" icon={<CircleAlert />} title="Not taken over yet." text={read.reason} />
      )}
      <div className="min-h-0 flex-1">
        <CodeEditor
          label="The workflow as JSON"
          language="json"
          value={text}
          onChange={type}
          fill
          lineNumbers
          invalid={!read.ok}
        />
      </div>
    </div>
  )
}

function toText(document: WorkflowDocument): string {
  return JSON.stringify(document, null, 2)
}

type Read =
  | { readonly ok: true; readonly document: WorkflowDocument }
  | { readonly ok: false; readonly reason: string }

function readDocument(text: string): Read {
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch (error) {
    return { ok: false, reason: toJsonFault(error) }
  }
  const parsed = workflowDocumentSchema.safeParse(value)
  if (parsed.success) return { ok: true, document: parsed.data }
  const [issue] = parsed.error.issues
  return {
    ok: false,
    reason: `${issue?.path.join('.') || 'The document'}: ${issue?.message ?? 'is no workflow'}`,
  }
}

/** Browsers name the place in their message, each in words of its own. */
function toJsonFault(error: unknown): string {
  const place = error instanceof Error ? /line (\d+) column (\d+)/.exec(error.message) : null
  const where = place === null ? '' : ` at line ${place[1]}, column ${place[2]}`
  return `This is not valid JSON${where}. Mend it there, or undo.`
}
