import { Check, ChevronDown } from 'lucide-react'
import { Select as Primitive } from 'radix-ui'
import type { ControlSize } from './button.tsx'
import { cx } from './class-names.ts'

export interface SelectOption {
  value: string
  label: string
  disabled?: boolean
}

interface SelectProps {
  value: string
  onValueChange: (value: string) => void
  options: readonly SelectOption[]
  /** The accessible name where no visible label points here. */
  label?: string
  placeholder?: string
  invalid?: boolean
  size?: ControlSize
  disabled?: boolean
  id?: string
  'aria-describedby'?: string | undefined
  className?: string
}

const measure: Record<ControlSize, string> = { 28: 'h-7', 24: 'h-6 text-12' }

export function Select(props: SelectProps) {
  const { value, onValueChange, options, label, placeholder, invalid = false, size = 28, className } = props
  return (
    <Primitive.Root disabled={props.disabled ?? false} onValueChange={onValueChange} value={value}>
      <Primitive.Trigger
        aria-describedby={props['aria-describedby']}
        aria-invalid={invalid || undefined}
        aria-label={label}
        className={cx(
          'flex w-full min-w-0 items-center justify-between gap-1.5 rounded-md border bg-surface px-2 text-left',
          'data-[placeholder]:text-text-3 disabled:border-line disabled:bg-hover disabled:text-text-3',
          invalid ? 'border-st-failed' : 'border-line-strong',
          measure[size],
          className,
        )}
        id={props.id}
      >
        <span className="truncate">
          <Primitive.Value placeholder={placeholder} />
        </span>
        <ChevronDown aria-hidden="true" className="size-3.5 shrink-0 text-text-2" />
      </Primitive.Trigger>
      <Primitive.Portal>
        {/* What is laid over the page is no part of its landmarks, and must stand in one of its own. */}
        <section aria-label={label ?? 'Choices'}>
          <Primitive.Content
            className="pop-in z-50 max-h-[var(--radix-select-content-available-height)] min-w-[var(--radix-select-trigger-width)] overflow-hidden rounded-lg border border-line-strong bg-raised p-1 shadow-pop"
            position="popper"
            sideOffset={4}
          >
            <Primitive.Viewport>
              {options.map((option) => (
                <Option key={option.value} option={option} />
              ))}
            </Primitive.Viewport>
          </Primitive.Content>
        </section>
      </Primitive.Portal>
    </Primitive.Root>
  )
}

function Option({ option }: { option: SelectOption }) {
  return (
    <Primitive.Item
      className="relative flex h-7 items-center rounded-sm pr-3 pl-7 select-none data-[disabled]:text-text-3 data-[highlighted]:bg-active data-[highlighted]:outline-none"
      disabled={option.disabled ?? false}
      value={option.value}
    >
      <Primitive.ItemIndicator className="absolute left-2">
        <Check aria-hidden="true" className="size-3.5 text-text-2" />
      </Primitive.ItemIndicator>
      <Primitive.ItemText>{option.label}</Primitive.ItemText>
    </Primitive.Item>
  )
}
