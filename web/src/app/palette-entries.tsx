import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import {
  ChartNoAxesColumn,
  Gauge,
  History,
  Keyboard,
  Server,
  Settings,
  UserCheck,
  Workflow,
} from 'lucide-react'
import type { ReactNode } from 'react'
import { formatWhen } from '../ui/format-time.ts'
import { StatusIcon } from '../ui/status-icon.tsx'
import { trpc } from './trpc.ts'

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
  const workflows = useWorkflowEntries(search)
  const runs = useRunEntries(search)
  const words = search.toLowerCase()
  const pages = {
    name: 'Pages',
    entries: usePageEntries(onKeys).filter((page) => page.name.toLowerCase().includes(words)),
  }
  const found = [
    { name: 'Workflows', entries: workflows.entries },
    { name: 'Runs', entries: runs.entries },
  ]
  const groups = search === '' ? [...found, pages] : [pages, ...found]
  return {
    groups: groups.filter((group) => group.entries.length > 0),
    pending: workflows.pending || runs.pending,
  }
}

function useWorkflowEntries(search: string) {
  const navigate = useNavigate()
  const query = useQuery(
    trpc.workflows.list.queryOptions(
      { search, limit: mostOfEach, sort: 'last_run' },
      { placeholderData: keepPreviousData },
    ),
  )
  const entries = (query.data?.items ?? []).map(
    ({ workflowId, name, publishedVersion }): PaletteEntry => ({
      value: `workflow ${workflowId}`,
      name,
      icon: <Workflow aria-hidden="true" />,
      note: publishedVersion === null ? 'Not published' : `v${publishedVersion}`,
      open: () => navigate({ to: '/workflows/$workflowId', params: { workflowId } }),
    }),
  )
  return { entries, pending: query.isPending }
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
