import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { errorText } from '../../app/error-text.ts'
import { trpc } from '../../app/trpc.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { ErrorLine } from '../../ui/error-state.tsx'
import { Field } from '../../ui/field.tsx'
import { plural } from '../../ui/format-count.ts'
import { TextInput } from '../../ui/text-input.tsx'
import { showToast } from '../../ui/toast.ts'
import { ChangeList } from './change-list.tsx'
import { listChanges } from './core/list-changes.ts'
import { useAllProblems, useEditor, useWholeDocument } from './editor-context.ts'
import type { PublishedVersion } from './published-version.ts'

interface PublishDialogProps {
  readonly published: PublishedVersion
  readonly onPublished: (published: PublishedVersion) => void
  readonly onClose: () => void
}

/** What would be published: the changes since the last version, and what keeps it from running. */
export function PublishDialog({ published, onPublished, onClose }: PublishDialogProps) {
  const { workflowId, saver, whole, session, actions } = useEditor()
  const document = useWholeDocument()
  const warnings = useAllProblems().filter((problem) => problem.severity === 'warning').length
  const [note, setNote] = useState('')
  const publish = useMutation(trpc.workflows.publish.mutationOptions())
  const [failure, setFailure] = useState<string | null>(null)
  const changes = published.document === null ? null : listChanges(published.document, document)
  const next = (published.version ?? 0) + 1

  async function run() {
    setFailure(null)
    if (!(await saver.flush())) {
      setFailure('The draft is not saved yet. Publish again once it is.')
      return
    }
    const sent = whole.document
    try {
      const { version } = await publish.mutateAsync({
        workflowId,
        baseRevision: saver.state().revision,
        ...(note.trim() === '' ? {} : { note: note.trim() }),
      })
      onPublished({ version, document: sent })
      showToast({ title: `Published version ${version}`, tone: 'completed' })
      onClose()
    } catch (error) {
      const { title, text } = errorText(error)
      setFailure(`${title}. ${text}`)
    }
  }

  return (
    <Dialog
      open
      onOpenChange={onClose}
      width={560}
      title={`Publish version ${next}`}
      description="Runs that started before keep the version they started with."
      footerNote={warnings > 0 ? plural(warnings, 'warning') : undefined}
      footer={
        <>
          <Button onClick={onClose}>Keep as draft</Button>
          <Button
            variant="primary"
            pending={publish.isPending}
            disabled={changes?.length === 0}
            onClick={() => void run()}
          >
            Publish v{next}
          </Button>
        </>
      }
    >
      <h3 className="mt-3 mb-1 text-12 font-semibold">
        {changes === null
          ? `First version, ${plural(Object.keys(document.nodes).length, 'node')}`
          : `${plural(changes.length, 'change')} since v${published.version}`}
      </h3>
      {changes === null ? null : (
        <ChangeList
          label="Changes"
          changes={changes}
          onOpen={(nodeId) => {
            onClose()
            session.show([])
            actions.canvas?.focus(nodeId)
          }}
        />
      )}
      <div className="mt-4">
        <Field label="Note" help="Shown where a version is chosen for a retry.">
          {(control) => (
            <TextInput
              {...control}
              value={note}
              maxLength={500}
              onChange={(event) => setNote(event.target.value)}
            />
          )}
        </Field>
      </div>
      {failure === null ? null : <ErrorLine text={failure} />}
    </Dialog>
  )
}
