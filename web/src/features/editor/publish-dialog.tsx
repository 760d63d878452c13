import { useState } from 'react'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { ErrorLine } from '../../ui/error-state.tsx'
import { Field } from '../../ui/field.tsx'
import { plural } from '../../ui/format-count.ts'
import { TextInput } from '../../ui/text-input.tsx'
import { ChangeList } from './change-list.tsx'
import { listChanges } from './core/list-changes.ts'
import { useAllProblems, useEditor, useWholeDocument } from './editor-context.ts'
import type { PublishedVersion } from './published-version.ts'
import { type PublishHandlers, usePublish } from './use-publish.ts'

interface PublishDialogProps extends PublishHandlers {
  readonly published: PublishedVersion
}

/** What would be published: the changes since the last version, and what keeps it from running. */
export function PublishDialog({ published, onPublished, onClose }: PublishDialogProps) {
  const { session, actions } = useEditor()
  const document = useWholeDocument()
  const warnings = useAllProblems().filter((problem) => problem.severity === 'warning').length
  const [note, setNote] = useState('')
  const { publish, isPublishing, failure } = usePublish({ onPublished, onClose })
  const changes = published.document === null ? null : listChanges(published.document, document)
  const isSame = changes?.length === 0
  const next = (published.version ?? 0) + 1

  return (
    <Dialog
      open
      onOpenChange={onClose}
      onSubmitKey={() => isSame || publish(note)}
      width={560}
      title={`Publish version ${next}`}
      description="Runs that started before keep the version they started with."
      footerNote={warnings > 0 ? plural(warnings, 'warning') : undefined}
      footer={
        <>
          <Button onClick={onClose}>Keep as draft</Button>
          <Button
            variant="primary"
            keys="Ctrl+Enter"
            pending={isPublishing}
            disabled={isSame}
            onClick={() => publish(note)}
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
