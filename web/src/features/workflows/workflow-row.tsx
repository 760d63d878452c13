import { Link } from '@tanstack/react-router'
import { Copy, Download, Ellipsis, PenLine, Play, Trash2 } from 'lucide-react'
import { Avatar } from '../../ui/avatar.tsx'
import { Badge } from '../../ui/badge.tsx'
import { cx } from '../../ui/class-names.ts'
import { formatPercent, plural } from '../../ui/format-count.ts'
import { formatDuration } from '../../ui/format-duration.ts'
import { formatAge, formatStamp } from '../../ui/format-time.ts'
import { IconButton } from '../../ui/icon-button.tsx'
import { Menu } from '../../ui/menu.tsx'
import { StatusLabel } from '../../ui/status-label.tsx'
import { Cell, Row } from '../../ui/table.tsx'
import type { RowKeyProps } from '../../ui/use-row-keys.ts'
import { lastRunText } from './core/last-run-text.ts'
import { plainSummary } from './core/plain-summary.ts'
import { GraphThumbnail } from './graph-thumbnail.tsx'
import type { WorkflowSummary } from './queries.ts'
import { RecentRunBars } from './recent-run-bars.tsx'
import type { WorkflowActions } from './use-workflow-actions.ts'

interface WorkflowRowProps {
  workflow: WorkflowSummary
  now: number
  rowProps: RowKeyProps
  actions: WorkflowActions
  onDelete: (workflow: WorkflowSummary) => void
}

/** Above this share of failures the figure is red. */
const fewFailures = 0.97

const tall = 'h-16'

export function WorkflowRow({ workflow, now, rowProps, actions, onDelete }: WorkflowRowProps) {
  const { workflowId, successRate, p50Ms } = workflow
  return (
    <Row {...rowProps} onOpen={() => actions.open(workflowId)}>
      <Cell className={tall}>
        <GraphThumbnail graph={workflow.thumbnail} />
      </Cell>
      <Cell className={tall}>
        <Link
          className="block truncate font-medium"
          onClick={(event) => event.stopPropagation()}
          params={{ workflowId }}
          tabIndex={-1}
          to="/workflows/$workflowId"
        >
          {workflow.name}
        </Link>
        <p className="truncate text-12 text-text-3">
          {workflow.description === '' ? nodesText(workflow.nodeCount) : plainSummary(workflow.description)}
        </p>
      </Cell>
      <Cell className={tall}>
        <PublishedVersion workflow={workflow} />
      </Cell>
      <Cell className={cx(tall, 'text-12 font-medium')}>
        <LastRunLink now={now} workflow={workflow} />
      </Cell>
      <Cell className={cx(tall, 'max-[1199px]:hidden')}>
        <RecentRunBars runs={workflow.recentRuns} />
      </Cell>
      <Cell
        align="right"
        className={cx(
          tall,
          'max-[899px]:hidden',
          successRate !== null && successRate < fewFailures && 'text-st-failed',
        )}
      >
        {successRate === null ? '-' : formatPercent(successRate)}
      </Cell>
      <Cell align="right" className={tall}>
        {p50Ms === null ? '-' : formatDuration(p50Ms)}
      </Cell>
      <Cell className={cx(tall, 'text-text-2 max-[899px]:hidden')}>
        <span className="flex items-center gap-2" title={formatStamp(workflow.updatedAt)}>
          {workflow.updatedBy === null ? null : <Avatar name={workflow.updatedBy} />}
          {formatAge(workflow.updatedAt, now)}
        </span>
      </Cell>
      <Cell align="right" className={tall} onClick={(event) => event.stopPropagation()}>
        <RowMenu actions={actions} onDelete={onDelete} workflow={workflow} />
      </Cell>
    </Row>
  )
}

function nodesText(count: number): string {
  return count === 0 ? 'No nodes yet' : plural(count, 'node')
}

function PublishedVersion({ workflow }: { workflow: WorkflowSummary }) {
  if (workflow.publishedVersion === null) return <span className="text-12 text-text-3">Not published</span>
  return (
    <span className="flex items-center gap-1.5">
      <Badge>v{workflow.publishedVersion}</Badge>
      {workflow.draftChanges === 0 ? null : (
        <span className="text-12 text-text-3">{plural(workflow.draftChanges, 'change')}</span>
      )}
    </span>
  )
}

function LastRunLink({ workflow, now }: { workflow: WorkflowSummary; now: number }) {
  const { lastRun } = workflow
  if (lastRun === null) return <span className="font-normal text-text-3">Never run</span>
  const moment = lastRun.completedAt ?? lastRun.startedAt
  return (
    <Link
      className="flex w-fit max-w-full rounded-sm hover:underline"
      onClick={(event) => event.stopPropagation()}
      params={{ executionId: lastRun.executionId }}
      tabIndex={-1}
      title={moment === null ? undefined : formatStamp(moment)}
      to="/executions/$executionId"
    >
      <StatusLabel status={lastRun.status}>{lastRunText(lastRun, now)}</StatusLabel>
    </Link>
  )
}

interface RowMenuProps {
  workflow: WorkflowSummary
  actions: WorkflowActions
  onDelete: (workflow: WorkflowSummary) => void
}

function RowMenu({ workflow, actions, onDelete }: RowMenuProps) {
  return (
    <Menu
      entries={[
        {
          label: 'Open',
          icon: <PenLine aria-hidden="true" />,
          keys: 'Enter',
          onSelect: () => actions.open(workflow.workflowId),
        },
        {
          label: 'Run',
          icon: <Play aria-hidden="true" />,
          disabled: workflow.publishedVersion === null,
          onSelect: () => void actions.run(workflow),
        },
        {
          label: 'Duplicate',
          icon: <Copy aria-hidden="true" />,
          onSelect: () => void actions.duplicate(workflow),
        },
        {
          label: 'Export JSON',
          icon: <Download aria-hidden="true" />,
          onSelect: () => void actions.exportJson(workflow),
        },
        { kind: 'separator' },
        {
          label: 'Delete',
          icon: <Trash2 aria-hidden="true" />,
          keys: 'Del',
          danger: true,
          onSelect: () => onDelete(workflow),
        },
      ]}
      trigger={
        <IconButton
          className="opacity-0 group-focus-within/row:opacity-100 group-hover/row:opacity-100 focus-visible:opacity-100 data-[state=open]:opacity-100 [@media(hover:none)]:opacity-100"
          label={`Actions for ${workflow.name}`}
          size={24}
        >
          <Ellipsis aria-hidden="true" />
        </IconButton>
      }
    />
  )
}
