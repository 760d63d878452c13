import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { CircleAlert } from 'lucide-react'
import { errorText } from '../../app/error-text.ts'
import { trpc, trpcClient } from '../../app/trpc.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { ErrorLine } from '../../ui/error-state.tsx'
import { plural } from '../../ui/format-count.ts'
import { type ParsedFile, parseDocumentFile } from './core/parse-document-file.ts'
import { workflowQueries } from './queries.ts'

export interface ChosenFile {
  name: string
  parsed: ParsedFile
}

/** Reads the file that was chosen; a file that cannot be read becomes a problem as well. */
export async function readChosenFile(file: File): Promise<ChosenFile> {
  try {
    return { name: file.name, parsed: parseDocumentFile(await file.text()) }
  } catch {
    return { name: file.name, parsed: { ok: false, problem: 'The file could not be read. Choose it again.' } }
  }
}

interface ImportDialogProps {
  file: ChosenFile
  onClose: () => void
  onImported: (workflowId: string) => void
  onChooseAnother: () => void
}

export function ImportDialog({ file, onClose, onImported, onChooseAnother }: ImportDialogProps) {
  const client = useQueryClient()
  const create = useMutation({
    mutationFn: async () => {
      if (!file.parsed.ok) return null
      return trpcClient.workflows.create.mutate({ document: file.parsed.document })
    },
    onSuccess: async (created) => {
      if (created === null) return
      await client.invalidateQueries({ queryKey: workflowQueries.listKey() })
      onImported(created.workflowId)
    },
  })
  const refusal = create.isError ? errorText(create.error) : null
  const footer = file.parsed.ok ? (
    <>
      <Button onClick={onClose} variant="quiet">
        Cancel
      </Button>
      <Button onClick={() => create.mutate()} pending={create.isPending} variant="primary">
        Import as a draft
      </Button>
    </>
  ) : (
    <Button onClick={onChooseAnother}>Choose another file</Button>
  )
  return (
    <Dialog
      description={file.name}
      footer={footer}
      onOpenChange={(open) => open || onClose()}
      open
      title="Import a workflow"
      width={560}
    >
      <div className="mt-3">
        {file.parsed.ok ? (
          <FilePreview document={file.parsed.document} />
        ) : (
          <ErrorLine text={file.parsed.problem} />
        )}
        {refusal === null ? null : <ErrorLine className="mt-2" text={`${refusal.title}. ${refusal.text}`} />}
      </div>
    </Dialog>
  )
}

const shownProblems = 6

type ImportedDocument = Extract<ParsedFile, { ok: true }>['document']

/** What is in the file, and what the editor will ask to be mended. */
function FilePreview({ document }: { document: ImportedDocument }) {
  const validate = useQuery({
    queryKey: [...trpc.workflows.validate.mutationKey(), document],
    queryFn: () => trpcClient.workflows.validate.mutate({ document }),
  })
  const problems = validate.data?.problems ?? []
  return (
    <>
      <p className="font-medium break-words">{document.name}</p>
      <p className="text-12 text-text-3">
        {plural(Object.keys(document.nodes).length, 'node')}, {plural(document.edges?.length ?? 0, 'edge')}
        {validate.isSuccess && problems.length === 0 ? ', no problems' : ''}
      </p>
      {problems.length === 0 ? null : (
        <>
          <p className="mt-3 text-12 font-medium text-text-2">
            {plural(problems.length, 'problem')} to mend in the editor before it can be published
          </p>
          <ul className="mt-1 border-t border-line">
            {problems.slice(0, shownProblems).map((problem) => (
              <li className="flex gap-2 border-b border-line py-1.5" key={`${problem.path} ${problem.code}`}>
                <CircleAlert aria-hidden="true" className="mt-0.5 size-4 shrink-0 text-st-failed" />
                <span className="min-w-0">
                  {problem.nodeId === null ? null : <b>{problem.nodeId} </b>}
                  <span className="text-text-2">{problem.message}</span>
                </span>
              </li>
            ))}
          </ul>
        </>
      )}
    </>
  )
}
