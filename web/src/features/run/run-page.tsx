/** One run: live while it lasts, and as it was afterwards. */

import type { NodeTypeDeclaration } from '@heddle/core/definition/node-type.ts'
import { useQuery } from '@tanstack/react-query'
import { useNavigate, useParams } from '@tanstack/react-router'
import { useState } from 'react'
import { errorKind, errorText } from '../../app/error-text.ts'
import { usePageTitle } from '../../app/page.tsx'
import { TopBarHome } from '../../app/top-bar-home.tsx'
import { ErrorState } from '../../ui/error-state.tsx'
import { LoadingRun } from './loading-run.tsx'
import { type RunDetail, runQueries } from './queries.ts'
import { createRunModel } from './run-model.ts'
import { RunScreen } from './run-screen.tsx'
import { useRunStream } from './use-run-stream.ts'

export function RunPage() {
  const { executionId = '' } = useParams({ strict: false })
  return <LoadedRun executionId={executionId} key={executionId} />
}

function LoadedRun({ executionId }: { readonly executionId: string }) {
  const detail = useQuery(runQueries.detail(executionId))
  const types = useQuery(runQueries.nodeTypes())
  usePageTitle(detail.data === undefined ? 'Run' : `${detail.data.workflowName} run`)
  if (detail.data !== undefined && (types.data !== undefined || types.isError)) {
    return <StreamedRun declarations={types.data ?? []} detail={detail.data} />
  }
  if (!detail.isError) return <LoadingRun />
  return <RunTrouble error={detail.error} onRetry={() => void detail.refetch()} />
}

interface RunTroubleProps {
  readonly error: unknown
  readonly onRetry: () => void
}

function RunTrouble({ error, onRetry }: RunTroubleProps) {
  const navigate = useNavigate()
  const { title, text, code } = errorText(error)
  const isMissing = errorKind(error) === 'not-found'
  return (
    <main className="flex min-w-0 flex-1 flex-col bg-surface" data-region>
      <div className="flex h-11 shrink-0 items-center border-b border-line px-2">
        <TopBarHome />
        <h1 className="ml-1 font-semibold">Run</h1>
      </div>
      <ErrorState
        action={
          isMissing
            ? { label: 'All executions', onSelect: () => void navigate({ to: '/executions' }) }
            : { label: 'Try again', onSelect: onRetry }
        }
        code={code}
        text={isMissing ? 'It may have been deleted, or the address may be incomplete.' : text}
        title={isMissing ? 'This run does not exist' : title}
      />
    </main>
  )
}

interface StreamedRunProps {
  readonly detail: RunDetail
  readonly declarations: readonly NodeTypeDeclaration[]
}

function StreamedRun({ detail, declarations }: StreamedRunProps) {
  const [model] = useState(() => createRunModel(detail, declarations))
  const stream = useRunStream(model)
  if (stream.hasState) return <RunScreen detail={detail} model={model} stream={stream} />
  if (stream.error === null) return <LoadingRun />
  return <RunTrouble error={stream.error} onRetry={stream.retry} />
}
