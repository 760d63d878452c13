import type { InputHTMLAttributes, ReactNode, Ref } from 'react'
import type { ControlSize } from './button.tsx'
import { cx } from './class-names.ts'

interface TextInputProps extends Omit<InputHTMLAttributes<HTMLInputElement>, 'size'> {
  invalid?: boolean
  /** Before the text, usually an icon. */
  start?: ReactNode
  /** After the text: a unit, a key, a button. */
  end?: ReactNode
  size?: ControlSize
  mono?: boolean
  ref?: Ref<HTMLInputElement>
}

const measure: Record<ControlSize, string> = { 28: 'h-7', 24: 'h-6 text-12' }

/** A one-line field; `className` goes to the frame around it. */
export function TextInput(props: TextInputProps) {
  const { invalid = false, start, end, size = 28, mono = false, className, disabled, ...rest } = props
  return (
    <span
      className={cx(
        'field-frame flex w-full min-w-0 items-center gap-1.5 rounded-md border px-2 text-text-3 [&_svg]:size-3.5 [&_svg]:shrink-0',
        measure[size],
        invalid ? 'border-st-failed' : 'border-line-strong',
        disabled ? 'border-line bg-hover' : 'bg-surface',
        className,
      )}
    >
      {start}
      <input
        aria-invalid={invalid || undefined}
        autoComplete="off"
        spellCheck={false}
        {...rest}
        className={cx(
          'h-full min-w-0 flex-1 bg-transparent',
          mono && 'mono',
          disabled ? 'text-text-3' : 'text-text',
        )}
        disabled={disabled}
      />
      {end}
    </span>
  )
}
