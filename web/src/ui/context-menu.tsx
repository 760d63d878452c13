import { ContextMenu as Primitive } from 'radix-ui'
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

interface ContextMenuProps {
  /** One element; a right click or the menu key on it opens the menu at the pointer. */
  children: ReactElement
  entries: readonly MenuEntry[]
  onOpenChange?: (open: boolean) => void
}

export function ContextMenu({ children, entries, onOpenChange }: ContextMenuProps) {
  return (
    <Primitive.Root modal={false} {...(onOpenChange === undefined ? {} : { onOpenChange })}>
      <Primitive.Trigger asChild>{children}</Primitive.Trigger>
      <Primitive.Portal>
        <Primitive.Content className={menuPanel} collisionPadding={8}>
          {entries.map((entry, index) => (
            <Entry entry={entry} key={entryKey(entry, index)} />
          ))}
        </Primitive.Content>
      </Primitive.Portal>
    </Primitive.Root>
  )
}

function Entry({ entry }: { entry: MenuEntry }) {
  if (entry.kind === 'separator') return <Primitive.Separator className={menuLine} />
  if (entry.kind === 'heading') {
    return <Primitive.Label className={menuHeading}>{entry.label}</Primitive.Label>
  }
  const row = {
    className: cx(menuRow, menuTone(entry)),
    disabled: entry.disabled ?? false,
    onSelect: entry.onSelect,
  }
  if (entry.checked !== undefined) {
    return (
      <Primitive.CheckboxItem {...row} checked={entry.checked}>
        <MenuRowContent item={entry} />
      </Primitive.CheckboxItem>
    )
  }
  return (
    <Primitive.Item {...row}>
      <MenuRowContent item={entry} />
    </Primitive.Item>
  )
}
