import { ToggleGroup } from 'radix-ui'
import type { ReactNode } from 'react'
import type { ControlSize } from './button.tsx'
import { cx } from './class-names.ts'

interface SegmentedProps<V extends string> {
  value: V
  onValueChange: (value: V) => void
  label: string
  options: readonly { value: V; label: string; icon?: ReactNode }[]
  size?: ControlSize
  className?: string
}

/** One of a few, always exactly one: pressing the chosen segment changes nothing. */
export function Segmented<V extends string>(props: SegmentedProps<V>) {
  const { value, onValueChange, label, options, size = 24, className } = props
  return (
    <ToggleGroup.Root
      aria-label={label}
      className={cx(
        'inline-flex shrink-0 rounded-md border border-line-strong bg-surface',
        size === 28 ? 'h-7' : 'h-6',
        className,
      )}
      onValueChange={(next) => {
        const option = options.find((each) => each.value === next)
        if (option !== undefined) onValueChange(option.value)
      }}
      type="single"
      value={value}
    >
      {options.map((option) => (
        <ToggleGroup.Item
          className="inline-flex items-center gap-1 border-l border-line px-2 text-12 font-medium text-text-2 first:rounded-l-[5px] first:border-l-0 last:rounded-r-[5px] hover:text-text focus-visible:z-10 data-[state=on]:bg-active data-[state=on]:text-text [&_svg]:size-3.5"
          key={option.value}
          value={option.value}
        >
          {option.icon}
          {option.label}
        </ToggleGroup.Item>
      ))}
    </ToggleGroup.Root>
  )
}
