import { lazy, Suspense, useEffect, useRef, useState } from 'react'
import { loadPart } from '../../ui/load-part.ts'
import { HeadCell, HeadRow, Table } from '../../ui/table.tsx'
import { useNow } from '../../ui/use-now.ts'
import { useRowKeys } from '../../ui/use-row-keys.ts'
import type { WorkflowSort, WorkflowSummary } from './queries.ts'
import type { WorkflowActions } from './use-workflow-actions.ts'
import { WorkflowRow } from './workflow-row.tsx'

const DeleteWorkflowDialog = lazy(() =>
  loadPart(() => import('./delete-workflow-dialog.tsx')).then((module) => ({
    default: module.DeleteWorkflowDialog,
  })),
)

interface WorkflowTableProps {
  workflows: readonly WorkflowSummary[]
  actions: WorkflowActions
  sort: WorkflowSort
  onSort: (sort: WorkflowSort) => void
  /** The last row came into view. */
  onEnd: () => void
}

/** Ages are written to the minute at most. */
const tickMs = 15_000

export function WorkflowTable({ workflows, actions, sort, onSort, onEnd }: WorkflowTableProps) {
  const now = useNow(tickMs)
  const [deleting, setDeleting] = useState<WorkflowSummary | null>(null)
  const { rowProps } = useRowKeys({
    count: workflows.length,
    onOpen: (index) => {
      const workflow = workflows[index]
      if (workflow !== undefined) actions.open(workflow.workflowId)
    },
    onKey: (index, event) => {
      const workflow = workflows[index]
      if (event.key !== 'Delete' || workflow === undefined) return
      event.preventDefault()
      setDeleting(workflow)
    },
  })
  return (
    <div className="min-h-0 flex-1 overflow-y-auto" data-region>
      <Table label="Workflows">
        <HeadRow>
          <HeadCell width={128}>
            <span className="sr-only">Graph</span>
          </HeadCell>
          <HeadCell onSort={() => onSort('name')} sorted={sort === 'name' ? 'asc' : undefined}>
            Name
          </HeadCell>
          <HeadCell width={128}>Published</HeadCell>
          <HeadCell
            onSort={() => onSort('last_run')}
            sorted={sort === 'last_run' ? 'desc' : undefined}
            width={180}
          >
            Last run
          </HeadCell>
          <HeadCell className="max-[1199px]:hidden" width={188}>
            Last 24 runs, by duration
          </HeadCell>
          <HeadCell align="right" className="max-[899px]:hidden" width={76}>
            Success
          </HeadCell>
          <HeadCell align="right" width={68}>
            p50
          </HeadCell>
          <HeadCell
            className="max-[899px]:hidden"
            onSort={() => onSort('edited')}
            sorted={sort === 'edited' ? 'desc' : undefined}
            width={136}
          >
            Edited
          </HeadCell>
          <HeadCell width={48}>
            <span className="sr-only">Actions</span>
          </HeadCell>
        </HeadRow>
        <tbody>
          {workflows.map((workflow, index) => (
            <WorkflowRow
              actions={actions}
              key={workflow.workflowId}
              now={now}
              onDelete={setDeleting}
              rowProps={rowProps(index)}
              workflow={workflow}
            />
          ))}
        </tbody>
      </Table>
      <EndMark onSeen={onEnd} />
      <Suspense>
        {deleting === null ? null : (
          <DeleteWorkflowDialog onClose={() => setDeleting(null)} workflow={deleting} />
        )}
      </Suspense>
    </div>
  )
}

/** Tells when the end of the list is near the window. */
function EndMark({ onSeen }: { onSeen: () => void }) {
  const mark = useRef<HTMLDivElement>(null)
  const latest = useRef(onSeen)
  latest.current = onSeen
  useEffect(() => {
    if (mark.current === null) return
    const observer = new IntersectionObserver(
      (entries) => {
        if (entries.some((entry) => entry.isIntersecting)) latest.current()
      },
      { rootMargin: '400px' },
    )
    observer.observe(mark.current)
    return () => observer.disconnect()
  }, [])
  return <div aria-hidden="true" className="h-px" ref={mark} />
}
