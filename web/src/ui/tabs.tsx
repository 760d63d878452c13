import { Tabs as Primitive } from 'radix-ui'
import type { ReactNode, SyntheticEvent } from 'react'
import { Count } from './badge.tsx'
import { cx } from './class-names.ts'

export interface TabEntry<V extends string> {
  value: V
  label: string
  count?: number | undefined
  /** The count is of things that went wrong. */
  bad?: boolean
}

interface TabsProps<V extends string> {
  value: V
  onValueChange: (value: V) => void
  label: string
  tabs: readonly TabEntry<V>[]
  /** Tools at the right end of the row. */
  end?: ReactNode
  className?: string
  /** The panels; each a TabPanel. */
  children?: ReactNode
}

const tab =
  'relative inline-flex items-center gap-1.5 font-medium whitespace-nowrap text-text-2 hover:text-text data-[state=active]:text-text data-pressed:outline-none ' +
  "data-[state=active]:after:absolute data-[state=active]:after:inset-x-0 data-[state=active]:after:-bottom-px data-[state=active]:after:h-0.5 data-[state=active]:after:rounded-[1px] data-[state=active]:after:bg-accent data-[state=active]:after:content-['']"

/** The primitive focuses a pressed tab by script, which browsers take for a key: the ring waits for a real one. */
const pressedMark = {
  onPointerDown: (event: SyntheticEvent<HTMLElement>) => event.currentTarget.setAttribute('data-pressed', ''),
  onKeyDown: (event: SyntheticEvent<HTMLElement>) => event.currentTarget.removeAttribute('data-pressed'),
  onBlur: (event: SyntheticEvent<HTMLElement>) => event.currentTarget.removeAttribute('data-pressed'),
}

/** A row of tabs 36 px high and the panels below it. */
export function Tabs<V extends string>(props: TabsProps<V>) {
  const { value, onValueChange, label, tabs, end, className, children } = props
  return (
    <Primitive.Root
      className={cx('flex min-h-0 flex-col', className)}
      onValueChange={(next) => {
        const entry = tabs.find((each) => each.value === next)
        if (entry !== undefined) onValueChange(entry.value)
      }}
      value={value}
    >
      <div className="flex h-9 shrink-0 items-stretch border-b border-line px-3">
        <Primitive.List aria-label={label} className="flex items-stretch gap-4">
          {tabs.map((entry) => (
            <Primitive.Trigger {...pressedMark} className={tab} key={entry.value} value={entry.value}>
              {entry.label}
              {entry.count === undefined ? null : <Count bad={entry.bad ?? false} value={entry.count} />}
            </Primitive.Trigger>
          ))}
        </Primitive.List>
        {end === undefined ? null : <div className="ml-auto flex items-center gap-1">{end}</div>}
      </div>
      {children}
    </Primitive.Root>
  )
}

interface TabPanelProps {
  value: string
  className?: string
  children: ReactNode
}

/** Drawn only while its tab is the current one. */
export function TabPanel({ value, className, children }: TabPanelProps) {
  return (
    <Primitive.Content className={cx('min-h-0 flex-1', className)} value={value}>
      {children}
    </Primitive.Content>
  )
}
