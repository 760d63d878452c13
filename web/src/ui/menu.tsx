import { DropdownMenu } from 'radix-ui'
import type { ReactElement } from 'react'
import { cx } from './class-names.ts'
import {
  entryKey,
  type MenuEntry,
  MenuRowContent,
  menuHeading,
  menuLine,
  menuPanel,
  menuRow,
  menuTone,
} from './menu-entry.tsx'

interface MenuProps {
  trigger: ReactElement
  entries: readonly MenuEntry[]
  align?: 'start' | 'center' | 'end'
  side?: 'top' | 'right' | 'bottom' | 'left'
  onOpenChange?: (open: boolean) => void
}

export function Menu({ trigger, entries, align = 'end', side = 'bottom', onOpenChange }: MenuProps) {
  return (
    <DropdownMenu.Root modal={false} {...(onOpenChange === undefined ? {} : { onOpenChange })}>
      <DropdownMenu.Trigger asChild>{trigger}</DropdownMenu.Trigger>
      <DropdownMenu.Portal>
        {/* What is laid over the page is no part of its landmarks, and must stand in one of its own. */}
        <section aria-label="Menu">
          <DropdownMenu.Content
            align={align}
            className={menuPanel}
            collisionPadding={8}
            onClick={(event) => event.stopPropagation()}
            side={side}
            sideOffset={4}
          >
            {entries.map((entry, index) => (
              <Entry entry={entry} key={entryKey(entry, index)} />
            ))}
          </DropdownMenu.Content>
        </section>
      </DropdownMenu.Portal>
    </DropdownMenu.Root>
  )
}

function Entry({ entry }: { entry: MenuEntry }) {
  if (entry.kind === 'separator') return <DropdownMenu.Separator className={menuLine} />
  if (entry.kind === 'heading') {
    return <DropdownMenu.Label className={menuHeading}>{entry.label}</DropdownMenu.Label>
  }
  const row = {
    className: cx(menuRow, menuTone(entry)),
    disabled: entry.disabled ?? false,
    onSelect: entry.onSelect,
  }
  if (entry.checked !== undefined) {
    return (
      <DropdownMenu.CheckboxItem {...row} checked={entry.checked}>
        <MenuRowContent item={entry} />
      </DropdownMenu.CheckboxItem>
    )
  }
  return (
    <DropdownMenu.Item {...row}>
      <MenuRowContent item={entry} />
    </DropdownMenu.Item>
  )
}
