/** Publishing the draft as it is saved; what was published is told with its document. */
import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { errorSentences } from '../../app/error-text.ts'
import { trpc } from '../../app/trpc.ts'
import { showToast } from '../../ui/toast.ts'
import { useOneAtATime } from '../../ui/use-one-at-a-time.ts'
import { useEditor } from './editor-context.ts'
import type { PublishedVersion } from './published-version.ts'

export interface PublishHandlers {
  readonly onPublished: (published: PublishedVersion) => void
  readonly onClose: () => void
}

export function usePublish({ onPublished, onClose }: PublishHandlers) {
  const { workflowId, saver, whole } = useEditor()
  const { mutateAsync } = useMutation(trpc.workflows.publish.mutationOptions())
  const [failure, setFailure] = useState<string | null>(null)
  const { act, isBusy } = useOneAtATime(async (note: string) => {
    setFailure(null)
    if (!(await saver.flush())) {
      setFailure('The draft is not saved yet. Publish again once it is.')
      return
    }
    const { document } = whole
    try {
      const { version } = await mutateAsync({
        workflowId,
        baseRevision: saver.state().revision,
        ...(note.trim() === '' ? {} : { note: note.trim() }),
      })
      onPublished({ version, document })
      showToast({ title: `Published version ${version}`, tone: 'completed' })
      onClose()
    } catch (error) {
      setFailure(errorSentences(error))
    }
  })
  return { publish: act, isPublishing: isBusy, failure }
}
