import { Check } from 'lucide-react'
import type { ReactNode } from 'react'
import { Keys } from './kbd.tsx'

export interface MenuItem {
  kind?: 'item'
  label: string
  icon?: ReactNode
  keys?: string
  danger?: boolean
  disabled?: boolean
  /** Set for a choice: the chosen one carries a tick. */
  checked?: boolean
  onSelect: () => void
}

export type MenuEntry = MenuItem | { kind: 'separator' } | { kind: 'heading'; label: string }

export const menuPanel =
  'pop-in z-50 min-w-[200px] max-w-80 rounded-lg border border-line-strong bg-raised p-1 shadow-pop'

export const menuRow =
  'flex h-7 items-center gap-2 rounded-sm px-2 whitespace-nowrap select-none data-[highlighted]:bg-active data-[highlighted]:outline-none data-[disabled]:text-text-3 [&>svg]:size-3.5 [&>svg]:shrink-0'

export const menuLine = '-mx-1 my-1 h-px bg-line'
export const menuHeading = 'px-2 pt-1.5 pb-0.5 text-11 font-medium text-text-3'

export function menuTone(item: MenuItem): string {
  if (item.disabled) return ''
  return item.danger ? 'text-st-failed' : '[&>svg]:text-text-2'
}

/** What stands in a row of a menu: icon or tick, words, keys. */
export function MenuRowContent({ item }: { item: MenuItem }) {
  return (
    <>
      {item.checked === undefined ? (
        item.icon
      ) : item.checked ? (
        <Check aria-hidden="true" />
      ) : (
        <span className="size-3.5 shrink-0" />
      )}
      <span className="min-w-0 flex-1 truncate">{item.label}</span>
      {item.keys === undefined ? null : <Keys className="ml-4" keys={item.keys} />}
    </>
  )
}

/** A key for each entry that stays the same while the entries do. */
export function entryKey(entry: MenuEntry, index: number): string {
  return entry.kind === 'separator' ? `line-${index}` : entry.label
}
