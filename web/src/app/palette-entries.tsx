import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import {
  ChartNoAxesColumn,
  Gauge,
  History,
  Keyboard,
  Play,
  Server,
  Settings,
  UserCheck,
  Workflow,
} from 'lucide-react'
import type { ReactNode } from 'react'
import { formatWhen } from '../ui/format-time.ts'
import { StatusIcon } from '../ui/status-icon.tsx'
import { trpc } from './trpc.ts'
import { useStartRun } from './use-start-run.ts'

export interface PaletteEntry {
  value: string
  name: string
  icon: ReactNode
  note?: string
  open: () => unknown
}

export interface PaletteGroup {
  name: string
  entries: readonly PaletteEntry[]
}

const mostOfEach = 6

/** The end of an id tells runs apart: they begin with the time. */
const shortId = 6

/** What the typed words lead to. Pages come first once something is typed: they are the shortest way. */
export function usePaletteGroups(
  search: string,
  onKeys: () => void,
): { groups: PaletteGroup[]; pending: boolean } {
  // "run nightly" says what is wanted before what of.
  const [, order, name = search] = /^(run)\b\s*(.*)$/i.exec(search) ?? []
  const workflows = useWorkflowEntries(name)
  const runs = useRunEntries(name)
  const words = search.toLowerCase()
  const pages = {
    name: 'Pages',
    entries: usePageEntries(onKeys).filter((page) => page.name.toLowerCase().includes(words)),
  }
  const start = { name: 'Run', entries: workflows.starts }
  const found = [
    { name: 'Workflows', entries: workflows.entries },
    ...(search === '' || order !== undefined ? [] : [start]),
    { name: 'Runs', entries: runs.entries },
  ]
  const groups =
    search === '' ? [...found, pages] : order === undefined ? [pages, ...found] : [start, pages, ...found]
  return {
    groups: groups.filter((group) => group.entries.length > 0),
    pending: workflows.pending || runs.pending,
  }
}

function useWorkflowEntries(search: string) {
  const navigate = useNavigate()
  const startRun = useStartRun()
  const query = useQuery(
    trpc.workflows.list.queryOptions(
      { search, limit: mostOfEach, sort: 'last_run' },
      { placeholderData: keepPreviousData },
    ),
  )
  const items = query.data?.items ?? []
  const entries = items.map(
    ({ workflowId, name, publishedVersion }): PaletteEntry => ({
      value: `workflow ${workflowId}`,
      name,
      icon: <Workflow aria-hidden="true" />,
      note: publishedVersion === null ? 'Not published' : `v${publishedVersion}`,
      open: () => navigate({ to: '/workflows/$workflowId', params: { workflowId } }),
    }),
  )
  const starts = items
    .filter(({ publishedVersion }) => publishedVersion !== null)
    .map(
      ({ workflowId, name, publishedVersion }): PaletteEntry => ({
        value: `start ${workflowId}`,
        name: `Run ${name}`,
        icon: <Play aria-hidden="true" />,
        note: `v${publishedVersion}`,
        open: () => startRun({ workflowId, name }),
      }),
    )
  return { entries, starts, pending: query.isPending }
}

function useRunEntries(search: string) {
  const navigate = useNavigate()
  const query = useQuery(
    trpc.executions.list.queryOptions({ search, limit: mostOfEach }, { placeholderData: keepPreviousData }),
  )
  const now = Date.now()
  const entries = (query.data?.items ?? []).map(
    ({ executionId, workflowName, status, createdAt }): PaletteEntry => ({
      value: `run ${executionId}`,
      name: workflowName,
      icon: <StatusIcon size={14} status={status} />,
      note: `${executionId.slice(-shortId)} · ${formatWhen(createdAt, now)}`,
      open: () => navigate({ to: '/executions/$executionId', params: { executionId } }),
    }),
  )
  return { entries, pending: query.isPending }
}

function usePageEntries(onKeys: () => void): PaletteEntry[] {
  const navigate = useNavigate()
  return [
    page('Workflows', <Workflow aria-hidden="true" />, () => navigate({ to: '/' })),
    page('Executions', <History aria-hidden="true" />, () => navigate({ to: '/executions' })),
    page('Approvals', <UserCheck aria-hidden="true" />, () => navigate({ to: '/approvals' })),
    page('Analytics', <ChartNoAxesColumn aria-hidden="true" />, () => navigate({ to: '/analytics' })),
    page('Workers', <Server aria-hidden="true" />, () => navigate({ to: '/workers' })),
    page('Limits', <Gauge aria-hidden="true" />, () => navigate({ to: '/limits' })),
    page('Settings', <Settings aria-hidden="true" />, () => navigate({ to: '/settings' })),
    page('Keys', <Keyboard aria-hidden="true" />, onKeys),
  ]
}

function page(name: string, icon: ReactNode, open: () => unknown): PaletteEntry {
  return { value: `page ${name}`, name, icon, open }
}
