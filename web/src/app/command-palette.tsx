import { Command } from 'cmdk'
import { Search } from 'lucide-react'
import { Dialog as Primitive } from 'radix-ui'
import { useDeferredValue, useState } from 'react'
import { useOpener } from '../ui/use-opener.ts'
import { type PaletteEntry, type PaletteGroup, usePaletteGroups } from './palette-entries.tsx'

interface CommandPaletteProps {
  onClose: () => void
  onKeys: () => void
}

/** Pages, workflows and runs by name. The server searches, so cmdk's own filter is off. */
export function CommandPalette({ onClose, onKeys }: CommandPaletteProps) {
  const giveFocusBack = useOpener(true)
  return (
    <Primitive.Root onOpenChange={(open) => open || onClose()} open>
      <Primitive.Portal>
        <Primitive.Overlay className="pop-in fixed inset-0 z-40 bg-scrim" />
        <Primitive.Content
          aria-describedby={undefined}
          className="pop-in fixed top-[14vh] left-1/2 z-40 w-[560px] max-w-[calc(100vw-32px)] -translate-x-1/2 overflow-hidden rounded-lg border border-line-strong bg-raised shadow-pop [--st-knock:var(--raised)]"
          onCloseAutoFocus={giveFocusBack}
        >
          <Primitive.Title className="sr-only">Find or run</Primitive.Title>
          <PaletteSearch onClose={onClose} onKeys={onKeys} />
        </Primitive.Content>
      </Primitive.Portal>
    </Primitive.Root>
  )
}

function PaletteSearch({ onClose, onKeys }: CommandPaletteProps) {
  const [typed, setTyped] = useState('')
  const [chosen, setChosen] = useState('')
  const { groups, pending } = usePaletteGroups(useDeferredValue(typed.trim()), onKeys)
  const values = groups.flatMap((group) => group.entries.map((entry) => entry.value))
  // What was chosen may have left the list with the last letter: then Enter opens the first one.
  const current = values.includes(chosen) ? chosen : (values[0] ?? '')
  const open = (entry: PaletteEntry) => {
    onClose()
    entry.open()
  }
  return (
    <Command label="Find or run" loop onValueChange={setChosen} shouldFilter={false} value={current}>
      <div className="flex h-11 items-center gap-2 border-b border-line px-3 text-text-3">
        <Search aria-hidden="true" className="size-4" />
        <Command.Input
          autoFocus
          className="h-full flex-1 bg-transparent text-14 text-text outline-none"
          onValueChange={(value) => {
            setTyped(value)
            setChosen('')
          }}
          placeholder="Page, workflow or run"
          value={typed}
        />
      </div>
      <Command.List className="max-h-[52vh] overflow-y-auto p-1" label="Found">
        {values.length > 0 || pending ? null : (
          <p className="px-3 py-6 text-center text-text-3">Nothing has this name.</p>
        )}
        {groups.map((group) => (
          <Group group={group} key={group.name} onOpen={open} />
        ))}
      </Command.List>
    </Command>
  )
}

function Group({ group, onOpen }: { group: PaletteGroup; onOpen: (entry: PaletteEntry) => void }) {
  return (
    <Command.Group
      className="[&_[cmdk-group-heading]]:px-2 [&_[cmdk-group-heading]]:pt-2 [&_[cmdk-group-heading]]:pb-0.5 [&_[cmdk-group-heading]]:text-11 [&_[cmdk-group-heading]]:font-medium [&_[cmdk-group-heading]]:text-text-3"
      heading={group.name}
    >
      {group.entries.map((entry) => (
        <Command.Item
          className="flex h-8 items-center gap-2 rounded-sm px-2 text-text data-[selected=true]:bg-active [&>svg]:size-3.5 [&>svg]:shrink-0 [&>svg:not([data-status])]:text-text-2"
          key={entry.value}
          onSelect={() => onOpen(entry)}
          value={entry.value}
        >
          {entry.icon}
          <span className="min-w-0 flex-1 truncate">{entry.name}</span>
          {entry.note === undefined ? null : <span className="text-12 text-text-3">{entry.note}</span>}
        </Command.Item>
      ))}
    </Command.Group>
  )
}
