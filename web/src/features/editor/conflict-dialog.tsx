import type { WorkflowDocument } from '@heddle/core/definition/workflow-document.ts'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { sessionQueries } from '../../app/session.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { showToast } from '../../ui/toast.ts'
import { ChangeList } from './change-list.tsx'
import { listChanges } from './core/list-changes.ts'
import { mergeDocuments } from './core/merge-documents.ts'
import { useDraft, useEditor, useWholeDocument } from './editor-context.ts'

const apart = 'The changes do not touch each other, so both can stay. Undo brings each of the two back.'
const together =
  'Both changes touch the same parts. Nothing is overwritten until you choose, and undo brings the other back.'

/** Who saved in between: somebody else, or the same person in another window. */
function useRival(updatedBy: string | null) {
  const me = useQuery(sessionQueries.me())
  const isMe = updatedBy !== null && updatedBy === me.data?.name
  return { isMe, who: isMe ? 'You' : (updatedBy ?? 'Someone else'), where: isMe ? ', in another window' : '' }
}

/** Somebody else saved this draft first: what they changed, what I changed, and which of the two stays. */
export function ConflictDialog() {
  const { saver } = useEditor()
  const { conflict, saved } = useDraft()
  const document = useWholeDocument()
  const { isMe, who, where } = useRival(conflict?.updatedBy ?? null)
  const [isOpen, setOpen] = useState(true)
  const [isPending, setPending] = useState(false)
  if (!conflict) return null
  const theirs = listChanges(saved, conflict.current)
  const mine = listChanges(saved, document)
  const merged = mergeDocuments({ base: saved, mine: document, theirs: conflict.current })
  const keep = (kept: WorkflowDocument, label: string) => {
    setPending(true)
    void saver.keep(kept, label).finally(() => setPending(false))
  }
  if (!isOpen)
    return <ConflictReminder who={`${who} changed this workflow${where}`} onOpen={() => setOpen(true)} />
  return (
    <Dialog
      open
      onOpenChange={setOpen}
      width={560}
      title={`${who} changed this workflow meanwhile${where}`}
      description={merged ? apart : together}
      footer={
        <>
          <Button
            onClick={() => {
              saver.takeTheirs()
              showToast({ title: 'Took over their draft', text: 'Undo brings yours back.', tone: 'plain' })
            }}
          >
            Use theirs
          </Button>
          <Button
            variant={merged ? 'default' : 'primary'}
            pending={isPending}
            onClick={() => keep(document, 'Keep mine')}
          >
            Keep mine
          </Button>
          {merged ? (
            <Button variant="primary" pending={isPending} onClick={() => keep(merged, 'Keep both')}>
              Keep both
            </Button>
          ) : null}
        </>
      }
    >
      <h3 className="mt-3 mb-1 text-12 font-semibold">
        {isMe ? 'Changed in the other window' : `${who} changed`}
      </h3>
      <ChangeList label="Their changes" changes={theirs} />
      <h3 className="mt-4 mb-1 text-12 font-semibold">{isMe ? 'Changed here' : 'You changed'}</h3>
      <ChangeList label="Your changes" changes={mine} />
    </Dialog>
  )
}

function ConflictReminder({ who, onOpen }: { readonly who: string; readonly onOpen: () => void }) {
  return (
    <div
      className="flex h-9 shrink-0 items-center gap-3 border-b border-line bg-st-retrying-soft px-3"
      role="status"
    >
      <span>{who}. Your changes are kept on this device until you choose.</span>
      <Button size={24} onClick={onOpen}>
        Compare and choose
      </Button>
    </div>
  )
}
