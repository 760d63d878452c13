import type { ButtonHTMLAttributes, ReactNode, Ref } from 'react'
import type { ControlSize } from './button.tsx'
import { cx } from './class-names.ts'
import { Tooltip } from './tooltip.tsx'

interface IconButtonProps extends ButtonHTMLAttributes<HTMLButtonElement> {
  /** The accessible name and the tip. */
  label: string
  keys?: string
  size?: ControlSize
  pressed?: boolean
  children: ReactNode
  ref?: Ref<HTMLButtonElement>
}

const measure: Record<ControlSize, string> = {
  28: 'size-7 [&_svg]:size-[15px]',
  24: 'size-6 [&_svg]:size-3.5',
}

export function IconButton(props: IconButtonProps) {
  const { label, keys, size = 28, pressed, className, children, ...rest } = props
  return (
    <Tooltip content={label} keys={keys}>
      <button
        type="button"
        {...rest}
        aria-keyshortcuts={keys}
        aria-label={label}
        aria-pressed={pressed}
        className={cx(
          'inline-grid shrink-0 place-items-center rounded-md text-text-2 hover:bg-hover hover:text-text',
          'aria-pressed:bg-active aria-pressed:text-text disabled:text-text-3 disabled:opacity-55 disabled:hover:bg-transparent',
          measure[size],
          className,
        )}
      >
        {children}
      </button>
    </Tooltip>
  )
}
