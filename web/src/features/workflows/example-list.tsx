import { useMutation, useQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { Play } from 'lucide-react'
import { errorSentences } from '../../app/error-text.ts'
import { showNotDone } from '../../app/show-failure.ts'
import { trpcClient } from '../../app/trpc.ts'
import { Button } from '../../ui/button.tsx'
import { ErrorLine } from '../../ui/error-state.tsx'
import { plural } from '../../ui/format-count.ts'
import { Skeleton } from '../../ui/skeleton.tsx'
import { plainSummary } from './core/plain-summary.ts'
import { GraphThumbnail } from './graph-thumbnail.tsx'
import { type Example, workflowQueries } from './queries.ts'

/** The workflows that ship with Heddle. */
export function ExampleList() {
  const examples = useQuery(workflowQueries.examples())
  if (examples.isPending) {
    return (
      <div className="min-h-48">
        <Skeleton rowHeight={64} rows={3} />
      </div>
    )
  }
  if (examples.isError) return <ErrorLine className="py-3" text={errorSentences(examples.error)} />
  return (
    <ul>
      {examples.data.map((example) => (
        <ExampleRow example={example} key={example.exampleId} />
      ))}
    </ul>
  )
}

/** Makes a workflow of the example and opens its first run. */
function ExampleRow({ example }: { example: Example }) {
  const navigate = useNavigate()
  const run = useMutation({
    mutationFn: async () => {
      const { workflowId } = await trpcClient.workflows.createFromExample.mutate({
        exampleId: example.exampleId,
      })
      return trpcClient.executions.start.mutate({ workflowId, input: {} })
    },
    onSuccess: ({ executionId }) => navigate({ to: '/executions/$executionId', params: { executionId } }),
    onError: (error) => showNotDone(`${example.name} did not start`, error),
  })
  return (
    <li className="flex min-h-16 items-center gap-4 border-b border-line">
      <GraphThumbnail graph={example.thumbnail} />
      <div className="min-w-0 flex-1">
        <p className="truncate font-medium">{example.name}</p>
        <p className="line-clamp-2 text-12 text-text-3">{plainSummary(example.description)}</p>
      </div>
      <span className="w-16 text-12 text-text-2">{plural(example.nodeCount, 'node')}</span>
      <span className="w-12 text-12 text-text-2">
        {example.typicalMs === null ? '' : `${Math.max(1, Math.round(example.typicalMs / 1000))} s`}
      </span>
      <Button
        aria-label={`Run ${example.name}`}
        icon={<Play aria-hidden="true" />}
        onClick={() => run.mutate()}
        pending={run.isPending}
        size={24}
      >
        Run
      </Button>
    </li>
  )
}
