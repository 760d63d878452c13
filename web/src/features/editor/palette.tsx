/** Node types by group: click, Enter or drag onto the canvas. Narrow windows get a rail whose groups open beside it. */
import type { NodeTypeDeclaration } from '@heddle/core/definition/node-type.ts'
import { Search } from 'lucide-react'
import { type RefObject, useMemo, useState } from 'react'
import { NodeIcon } from '../../graph-view/node-icon.tsx'
import { Count } from '../../ui/badge.tsx'
import { IconButton } from '../../ui/icon-button.tsx'
import { Popover } from '../../ui/popover.tsx'
import { SearchInput } from '../../ui/search-input.tsx'
import { groupTypes } from './core/group-types.ts'
import { useEditor } from './editor-context.ts'
import { PaletteItem } from './palette-item.tsx'

export function Palette({ searchRef }: { readonly searchRef: RefObject<HTMLInputElement | null> }) {
  const { declarations } = useEditor()
  return (
    <>
      <nav
        aria-label="Node types"
        data-region
        className="flex w-[216px] shrink-0 select-none flex-col border-r border-line bg-surface max-[1199px]:hidden"
      >
        <PaletteList declarations={declarations} searchRef={searchRef} />
      </nav>
      <PaletteRail declarations={declarations} />
    </>
  )
}

interface PaletteListProps {
  readonly declarations: readonly NodeTypeDeclaration[]
  readonly searchRef?: RefObject<HTMLInputElement | null>
}

function PaletteList({ declarations, searchRef }: PaletteListProps) {
  const { actions } = useEditor()
  const [words, setWords] = useState('')
  const groups = useMemo(() => groupTypes(declarations, words), [declarations, words])
  const first = groups[0]?.types[0]
  return (
    <>
      <div className="border-b border-line p-2">
        <SearchInput
          value={words}
          onValueChange={setWords}
          label="Find a node type"
          placeholder="Find a node type"
          keys="/"
          size={28}
          {...(searchRef ? { inputRef: searchRef } : {})}
          onKeyDown={(event) => {
            if (event.key !== 'Enter' || !first) return
            event.preventDefault()
            actions.addNode(first.type)
            setWords('')
          }}
        />
      </div>
      <div className="min-h-0 flex-1 overflow-y-auto px-2 py-2">
        {groups.map((group) => (
          <section key={group.name} aria-label={group.name} className="mb-2">
            <h2 className="flex h-6 items-center justify-between px-2 text-11 text-text-3">
              {group.name}
              <Count value={group.types.length} />
            </h2>
            <ul>
              {group.types.map((type) => (
                <PaletteItem key={type.type} declaration={type} isFirst={words !== '' && type === first} />
              ))}
            </ul>
          </section>
        ))}
        {groups.length === 0 ? (
          <p className="px-2 py-1 text-12 text-text-3">No node type matches “{words}”</p>
        ) : null}
      </div>
    </>
  )
}

function PaletteRail({ declarations }: { readonly declarations: readonly NodeTypeDeclaration[] }) {
  const groups = useMemo(() => groupTypes(declarations, ''), [declarations])
  return (
    <nav
      aria-label="Node types"
      data-region
      className="flex w-11 shrink-0 select-none flex-col items-center gap-1 border-r border-line bg-surface py-2 min-[1200px]:hidden"
    >
      <Flyout label="Search node types" icon={<Search size={16} />}>
        <div className="flex max-h-[60vh] w-[216px] flex-col">
          <PaletteList declarations={declarations} />
        </div>
      </Flyout>
      <span className="my-1 h-px w-5 bg-line" />
      {groups.map((group) => (
        <Flyout key={group.name} label={group.name} icon={<NodeIcon name={group.types[0]?.icon ?? ''} />}>
          <ul className="w-[200px] p-1">
            {group.types.map((type) => (
              <PaletteItem key={type.type} declaration={type} isFirst={false} />
            ))}
          </ul>
        </Flyout>
      ))}
    </nav>
  )
}

interface FlyoutProps {
  readonly label: string
  readonly icon: React.ReactElement
  readonly children: React.ReactNode
}

function Flyout({ label, icon, children }: FlyoutProps) {
  return (
    <Popover
      label={label}
      side="right"
      trigger={<IconButton label={label}>{icon}</IconButton>}
      className="!p-0"
    >
      {children}
    </Popover>
  )
}
