import { useQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { Command } from 'cmdk'
import { ChartNoAxesColumn, History, Keyboard, Search, Settings, Workflow } from 'lucide-react'
import { Dialog as Primitive } from 'radix-ui'
import { type ReactNode, useDeferredValue, useState } from 'react'
import { formatWhen } from '../ui/format-time.ts'
import { StatusIcon } from '../ui/status-icon.tsx'
import { trpc } from './trpc.ts'

interface CommandPaletteProps {
  onClose: () => void
  onKeys: () => void
}

const found = 6

/** Pages, workflows and runs by name. The server searches, so cmdk's own filter is off for what it sends. */
export function CommandPalette({ onClose, onKeys }: CommandPaletteProps) {
  const [typed, setTyped] = useState('')
  return (
    <Primitive.Root onOpenChange={(open) => open || onClose()} open>
      <Primitive.Portal>
        <Primitive.Overlay className="pop-in fixed inset-0 z-40 bg-scrim" />
        <Primitive.Content
          aria-describedby={undefined}
          className="pop-in fixed top-[14vh] left-1/2 z-40 w-[560px] max-w-[calc(100vw-32px)] -translate-x-1/2 overflow-hidden rounded-lg border border-line-strong bg-raised shadow-pop [--st-knock:var(--raised)]"
        >
          <Primitive.Title className="sr-only">Find or run</Primitive.Title>
          <Command label="Find or run" loop shouldFilter={false}>
            <div className="flex h-11 items-center gap-2 border-b border-line px-3 text-text-3">
              <Search aria-hidden="true" className="size-4" />
              <Command.Input
                autoFocus
                className="h-full flex-1 bg-transparent text-14 text-text outline-none"
                onValueChange={setTyped}
                placeholder="Page, workflow or run"
                value={typed}
              />
            </div>
            <Command.List className="max-h-[52vh] overflow-y-auto p-1" label="Found">
              <Found onClose={onClose} onKeys={onKeys} typed={typed} />
            </Command.List>
          </Command>
        </Primitive.Content>
      </Primitive.Portal>
    </Primitive.Root>
  )
}

function Found({ typed, onClose, onKeys }: CommandPaletteProps & { typed: string }) {
  const search = useDeferredValue(typed.trim())
  const navigate = useNavigate()
  const workflows = useQuery(trpc.workflows.list.queryOptions({ search, limit: found, sort: 'last_run' }))
  const runs = useQuery(trpc.executions.list.queryOptions({ search, limit: found }))
  const pages = usePages(onKeys).filter((page) => page.name.toLowerCase().includes(search.toLowerCase()))
  const go = (act: () => unknown) => () => {
    onClose()
    act()
  }
  const now = Date.now()
  return (
    <>
      {workflows.isPending || runs.isPending ? null : (
        <Command.Empty className="px-3 py-6 text-center text-text-3">Nothing has this name.</Command.Empty>
      )}
      <Group name="Workflows">
        {workflows.data?.items.map((workflow) => (
          <Item
            icon={<Workflow aria-hidden="true" />}
            key={workflow.workflowId}
            name={workflow.name}
            note={workflow.publishedVersion === null ? 'Not published' : `v${workflow.publishedVersion}`}
            onSelect={go(() =>
              navigate({ to: '/workflows/$workflowId', params: { workflowId: workflow.workflowId } }),
            )}
            value={`workflow ${workflow.workflowId}`}
          />
        ))}
      </Group>
      <Group name="Runs">
        {runs.data?.items.map((run) => (
          <Item
            icon={<StatusIcon size={14} status={run.status} />}
            key={run.executionId}
            name={run.workflowName}
            note={`${run.executionId.slice(0, 8)} · ${formatWhen(run.createdAt, now)}`}
            onSelect={go(() =>
              navigate({ to: '/executions/$executionId', params: { executionId: run.executionId } }),
            )}
            value={`run ${run.executionId}`}
          />
        ))}
      </Group>
      <Group name="Pages">
        {pages.map((page) => (
          <Item
            icon={page.icon}
            key={page.name}
            name={page.name}
            onSelect={go(page.open)}
            value={`page ${page.name}`}
          />
        ))}
      </Group>
    </>
  )
}

function usePages(onKeys: () => void) {
  const navigate = useNavigate()
  return [
    { name: 'Workflows', icon: <Workflow aria-hidden="true" />, open: () => navigate({ to: '/' }) },
    { name: 'Executions', icon: <History aria-hidden="true" />, open: () => navigate({ to: '/executions' }) },
    {
      name: 'Analytics',
      icon: <ChartNoAxesColumn aria-hidden="true" />,
      open: () => navigate({ to: '/analytics' }),
    },
    { name: 'Settings', icon: <Settings aria-hidden="true" />, open: () => navigate({ to: '/settings' }) },
    { name: 'Keys', icon: <Keyboard aria-hidden="true" />, open: onKeys },
  ]
}

function Group({ name, children }: { name: string; children: ReactNode }) {
  return (
    <Command.Group
      className="[&_[cmdk-group-heading]]:px-2 [&_[cmdk-group-heading]]:pt-2 [&_[cmdk-group-heading]]:pb-0.5 [&_[cmdk-group-heading]]:text-11 [&_[cmdk-group-heading]]:font-medium [&_[cmdk-group-heading]]:text-text-3 [&:not(:has([cmdk-item]))]:hidden"
      heading={name}
    >
      {children}
    </Command.Group>
  )
}

interface ItemProps {
  value: string
  name: string
  icon: ReactNode
  note?: string
  onSelect: () => void
}

function Item({ value, name, icon, note, onSelect }: ItemProps) {
  return (
    <Command.Item
      className="flex h-8 items-center gap-2 rounded-sm px-2 text-text data-[selected=true]:bg-active [&>svg]:size-3.5 [&>svg]:shrink-0 [&>svg:not([data-status])]:text-text-2"
      onSelect={onSelect}
      value={value}
    >
      {icon}
      <span className="min-w-0 flex-1 truncate">{name}</span>
      {note === undefined ? null : <span className="text-12 text-text-3">{note}</span>}
    </Command.Item>
  )
}
