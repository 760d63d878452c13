import { RadioGroup as Primitive } from 'radix-ui'
import { type ReactNode, useId } from 'react'
import { cx } from './class-names.ts'

export interface RadioOption {
  value: string
  label: string
  help?: string
  /** At the right end of the row, usually what the choice needs. */
  end?: ReactNode
}

interface RadioGroupProps {
  value: string
  onValueChange: (value: string) => void
  label: string
  options: readonly RadioOption[]
  className?: string
}

export function RadioGroup({ value, onValueChange, label, options, className }: RadioGroupProps) {
  return (
    <Primitive.Root
      aria-label={label}
      className={cx('flex flex-col gap-2', className)}
      onValueChange={onValueChange}
      value={value}
    >
      {options.map((option) => (
        <RadioRow key={option.value} option={option} />
      ))}
    </Primitive.Root>
  )
}

function RadioRow({ option }: { option: RadioOption }) {
  const id = useId()
  return (
    <div className="flex gap-2">
      <Primitive.Item
        aria-describedby={option.help === undefined ? undefined : `${id}-help`}
        className="relative mt-[3px] size-3.5 shrink-0 rounded-full border border-control bg-surface after:absolute after:-inset-[5px] after:content-[''] data-[state=checked]:border-4 data-[state=checked]:border-accent-fill"
        id={id}
        value={option.value}
      />
      <div>
        <label htmlFor={id}>{option.label}</label>
        {option.help === undefined ? null : (
          <p className="text-12 text-text-3" id={`${id}-help`}>
            {option.help}
          </p>
        )}
      </div>
      {option.end === undefined ? null : <div className="ml-auto min-w-0">{option.end}</div>}
    </div>
  )
}
