import { Link } from '@tanstack/react-router'
import { Ellipsis } from 'lucide-react'
import type { MouseEvent, ReactNode } from 'react'
import { Checkbox } from '../../ui/checkbox.tsx'
import { formatStamp } from '../../ui/format-time.ts'
import { IconButton } from '../../ui/icon-button.tsx'
import { Menu } from '../../ui/menu.tsx'
import type { MenuEntry } from '../../ui/menu-entry.tsx'
import { toShortId } from '../../ui/short-id.ts'
import { StatusLabel } from '../../ui/status-label.tsx'
import { Cell, Row } from '../../ui/table.tsx'
import type { RowKeyProps } from '../../ui/use-row-keys.ts'
import type { Run } from './core/run.ts'
import { nodesWords, startedWords } from './core/run-words.ts'
import { DurationBar } from './duration-bar.tsx'
import { Starter } from './starter.tsx'

interface RunRowProps {
  run: Run
  index: number
  chosen: boolean
  now: number
  fullMs: number
  rowKeys: RowKeyProps
  onOpen: () => void
  onChoose: (shift: boolean) => void
  entries: () => readonly MenuEntry[]
}

export function RunRow(props: RunRowProps) {
  const { run, index, chosen, now, fullMs, rowKeys, onOpen, onChoose, entries } = props
  const tabIndex = rowKeys.tabIndex
  const id = toShortId(run.executionId)
  return (
    <Row {...rowKeys} aria-rowindex={index + 2} onOpen={onOpen} selected={chosen}>
      <Cell onClick={(event) => event.stopPropagation()}>
        <Checkbox
          checked={chosen}
          label={`Choose run ${id}`}
          onCheckedChange={() => undefined}
          onClick={(event) => onChoose(event.shiftKey)}
          tabIndex={tabIndex}
        />
      </Cell>
      <Cell>
        <StatusLabel status={run.status} />
      </Cell>
      <Cell className="mono">
        <Link
          className="hover:underline"
          onClick={(event: MouseEvent) => event.stopPropagation()}
          params={{ executionId: run.executionId }}
          tabIndex={tabIndex}
          to="/executions/$executionId"
        >
          {id}
        </Link>
      </Cell>
      <Cell className="font-medium" title={run.workflowName}>
        {run.workflowName}
      </Cell>
      <Cell className="text-text-2 max-[1199px]:hidden">v{run.version}</Cell>
      <Cell className="max-[899px]:hidden">
        <Starter run={run} />
      </Cell>
      <Cell className="text-text-2 tabular-nums" title={formatStamp(run.startedAt ?? run.createdAt)}>
        {startedWords(run, now)}
      </Cell>
      <Cell>
        <DurationBar fullMs={fullMs} now={now} run={run} />
      </Cell>
      <Cell align="right" className="text-text-2">
        {nodesWords(run)}
      </Cell>
      <Cell className="pr-3 pl-1" onClick={(event) => event.stopPropagation()}>
        <RowMenu entries={entries} label={`Actions of run ${id}`} tabIndex={tabIndex} />
      </Cell>
    </Row>
  )
}

interface RowMenuProps {
  label: string
  tabIndex: 0 | -1
  entries: () => readonly MenuEntry[]
}

/** Seen where the pointer or the focus is; it always has its place. */
function RowMenu({ label, tabIndex, entries }: RowMenuProps): ReactNode {
  return (
    <Menu
      entries={entries()}
      trigger={
        <IconButton
          className="opacity-0 group-focus-within/row:opacity-100 group-hover/row:opacity-100 group-focus/row:opacity-100 aria-expanded:opacity-100"
          label={label}
          size={24}
          tabIndex={tabIndex}
        >
          <Ellipsis aria-hidden="true" />
        </IconButton>
      }
    />
  )
}
