/** One node of the run: what went in, what came out or went wrong, its logs and its attempts. */
import type { NodeRecord } from '@heddle/core/execution/state.ts'
import { isActive } from '@heddle/core/execution/status.ts'
import { useQuery } from '@tanstack/react-query'
import { X } from 'lucide-react'
import { useState } from 'react'
import { errorText } from '../../../app/error-text.ts'
import { NodeIcon } from '../../../graph-view/node-icon.tsx'
import { ErrorLine } from '../../../ui/error-state.tsx'
import { IconButton } from '../../../ui/icon-button.tsx'
import { Skeleton } from '../../../ui/skeleton.tsx'
import { StatusLabel } from '../../../ui/status-label.tsx'
import { TabPanel, Tabs } from '../../../ui/tabs.tsx'
import { toShownStatus } from '../core/card-line.ts'
import { type NodeDetail, runQueries } from '../queries.ts'
import { useIsPaused, useLiveNode, useRun } from '../run-context.ts'
import { AttemptsPanel } from './attempts-panel.tsx'
import { ErrorPanel } from './error-panel.tsx'
import { InputPanel } from './input-panel.tsx'
import { ItemsPanel } from './items-panel.tsx'
import { NodeLogs } from './node-logs.tsx'
import { NodeReasons } from './node-reasons.tsx'
import { OutputPanel } from './output-panel.tsx'

type NodeTab = 'items' | 'input' | 'output' | 'error' | 'logs' | 'attempts'

const labels: Record<NodeTab, string> = {
  items: 'Items',
  input: 'Input',
  output: 'Output',
  error: 'Error',
  logs: 'Logs',
  attempts: 'Attempts',
}

export function NodeInspector({ index }: { readonly index: number }) {
  const record = useLiveNode(index)
  const { shown, first } = toTabs(record)
  const [wished, setWished] = useState<NodeTab | null>(null)
  const tab = wished !== null && shown.includes(wished) ? wished : first
  return (
    <>
      <NodeHead index={index} />
      <NodeReasons index={index} />
      <Tabs
        className="flex-1"
        label="Parts of the node"
        onValueChange={setWished}
        tabs={shown.map((value) => ({ value, label: labels[value] }))}
        value={tab}
      >
        <TabPanel className="flex flex-col overflow-y-auto" value={tab}>
          <NodePart index={index} tab={tab} />
        </TabPanel>
      </Tabs>
    </>
  )
}

/** A node of several items shows those in place of lines, which it writes none of. */
function toTabs(record: NodeRecord): { shown: readonly NodeTab[]; first: NodeTab } {
  const { status, error, items } = record
  const isFailed = status === 'failed'
  const hasItems = items !== null && items.total > 1
  const results: NodeTab[] = isFailed ? ['error'] : error === null ? ['output'] : ['error', 'output']
  const shown: NodeTab[] = hasItems
    ? ['items', 'input', ...results, 'attempts']
    : ['input', ...results, 'logs', 'attempts']
  if (isFailed) return { shown, first: 'error' }
  if (hasItems) return { shown, first: 'items' }
  // The error of a completed node is that for which its fallback stands in.
  return { shown, first: error === null || status === 'completed' ? 'output' : 'error' }
}

function NodeHead({ index }: { readonly index: number }) {
  const { model, screen } = useRun()
  const record = useLiveNode(index)
  const status = toShownStatus(record, useIsPaused() ? 'paused' : 'running')
  const node = model.plan.nodes[index]
  const declaration = node === undefined ? undefined : model.types.get(node.type)
  if (node === undefined) return null
  return (
    <header className="flex h-14 shrink-0 items-center gap-2 pr-2 pl-3">
      <span className="grid size-7 shrink-0 place-items-center rounded-md bg-hover text-text-2">
        <NodeIcon name={declaration?.icon ?? 'circle-dashed'} />
      </span>
      <div className="min-w-0 flex-1">
        <h2 className="truncate font-semibold" title={node.name}>
          {node.name}
        </h2>
        <p className="truncate text-12 text-text-2">
          {declaration?.label ?? node.type} · <span className="mono">{node.id}</span>
        </p>
      </div>
      <StatusLabel className="shrink-0 text-12" status={status}>
        {record.cachedFrom === null ? undefined : 'Cached'}
      </StatusLabel>
      <IconButton label="Close" onClick={screen.chooseNothing}>
        <X aria-hidden="true" />
      </IconButton>
    </header>
  )
}

/** Asks for the node again when its status or attempt changes, and not with every event. */
function NodePart({ index, tab }: { readonly index: number; readonly tab: NodeTab }) {
  const { model } = useRun()
  const record = useLiveNode(index)
  const nodeId = model.plan.nodes[index]?.id ?? ''
  const stamp = `${record.status}/${record.attempt}`
  const { data, error, isPending } = useQuery(
    runQueries.node({ executionId: model.executionId, nodeId, stamp }),
  )
  if (tab === 'items') return <ItemsPanel index={index} />
  if (tab === 'logs') return <NodeLogs index={index} nodeId={nodeId} />
  if (data !== undefined) return <Part detail={data} index={index} tab={tab} />
  if (isPending) return <Skeleton rowHeight={20} rows={6} />
  return <ErrorLine className="m-3" text={errorText(error).title} />
}

interface PartProps {
  readonly detail: NodeDetail
  readonly index: number
  readonly tab: NodeTab
}

function Part({ detail, index, tab }: PartProps) {
  const record = useLiveNode(index)
  switch (tab) {
    case 'input':
      return <InputPanel detail={detail} isActive={isActive(record.status)} />
    case 'error':
      return <ErrorPanel detail={detail} index={index} />
    case 'attempts':
      return <AttemptsPanel detail={detail} />
    default:
      return <OutputPanel detail={detail} index={index} />
  }
}
