/** The editor of one workflow: loads it with the node types, then hands over to the screen. */
import { useQuery } from '@tanstack/react-query'
import { useNavigate, useParams } from '@tanstack/react-router'
import { errorKind, errorText } from '../../app/error-text.ts'
import { usePageTitle } from '../../app/page.tsx'
import { TopBarHome } from '../../app/top-bar-home.tsx'
import { ErrorState } from '../../ui/error-state.tsx'
import { Delayed } from '../../ui/skeleton.tsx'
import { EditorScreen } from './editor-screen.tsx'
import { editorQueries } from './queries.ts'

export function EditorPage() {
  const { workflowId = '' } = useParams({ strict: false })
  const workflow = useQuery(editorQueries.workflow(workflowId))
  const nodeTypes = useQuery(editorQueries.nodeTypes())
  usePageTitle(workflow.data?.name ?? 'Workflow')
  const failed = workflow.isError ? workflow : nodeTypes.isError ? nodeTypes : null
  if (failed && !(workflow.data && nodeTypes.data)) {
    return (
      <Frame>
        <EditorTrouble
          error={failed.error}
          onRetry={() => void Promise.all([workflow.refetch(), nodeTypes.refetch()])}
        />
      </Frame>
    )
  }
  if (!workflow.data || !nodeTypes.data) return <LoadingEditor />
  return <EditorScreen key={workflowId} workflow={workflow.data} declarations={nodeTypes.data} />
}

interface EditorTroubleProps {
  readonly error: unknown
  readonly onRetry: () => void
}

/** What does not exist is not asked for again: the way out is the list. */
function EditorTrouble({ error, onRetry }: EditorTroubleProps) {
  const navigate = useNavigate()
  const { title, text, code } = errorText(error)
  const isMissing = errorKind(error) === 'not-found'
  return (
    <ErrorState
      action={
        isMissing
          ? { label: 'All workflows', onSelect: () => void navigate({ to: '/' }) }
          : { label: 'Try again', onSelect: onRetry }
      }
      code={code}
      text={isMissing ? 'It may have been deleted, or the address may be incomplete.' : text}
      title={isMissing ? 'This workflow does not exist' : title}
    />
  )
}

function Frame({ children }: { readonly children: React.ReactNode }) {
  return (
    <div className="flex min-w-0 flex-1 flex-col">
      <header className="flex h-11 shrink-0 items-center border-b border-line bg-surface px-2">
        <TopBarHome />
        <h1 className="sr-only">Workflow</h1>
      </header>
      <main className="flex min-h-0 flex-1 flex-col">{children}</main>
    </div>
  )
}

/** The shape of the editor, after 200 ms. */
function LoadingEditor() {
  return (
    <Frame>
      <Delayed>
        <div className="flex min-h-0 flex-1" role="status" aria-label="Loading the workflow">
          <div className="w-[216px] border-r border-line bg-surface max-[1199px]:w-11" />
          <div className="flex-1 bg-canvas" />
          <div className="w-[304px] border-l border-line bg-surface" />
        </div>
      </Delayed>
    </Frame>
  )
}
