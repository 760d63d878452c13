import { Check, Minus } from 'lucide-react'
import { Checkbox as Primitive } from 'radix-ui'
import { type MouseEvent, type ReactNode, useId } from 'react'
import { cx } from './class-names.ts'

interface CheckboxProps {
  checked: boolean | 'indeterminate'
  onCheckedChange: (checked: boolean) => void
  /** The accessible name when no words stand beside the box. */
  label: string
  children?: ReactNode
  disabled?: boolean
  className?: string
  tabIndex?: number
  onClick?: (event: MouseEvent<HTMLButtonElement>) => void
}

export function Checkbox(props: CheckboxProps) {
  const { checked, onCheckedChange, label, children, disabled = false, className, tabIndex, onClick } = props
  const id = useId()
  const box = (
    <Primitive.Root
      aria-label={children === undefined ? label : undefined}
      checked={checked}
      className={cx(
        "relative grid size-3.5 shrink-0 place-items-center rounded-[3px] border border-control bg-surface after:absolute after:-inset-[5px] after:content-['']",
        'data-[state=checked]:border-accent-fill data-[state=checked]:bg-accent-fill data-[state=checked]:text-accent-fg',
        'data-[state=indeterminate]:border-accent-fill data-[state=indeterminate]:bg-accent-fill data-[state=indeterminate]:text-accent-fg',
        'disabled:border-line disabled:bg-hover',
        children === undefined && className,
      )}
      disabled={disabled}
      id={id}
      onCheckedChange={(next) => onCheckedChange(next === true)}
      {...(tabIndex === undefined ? {} : { tabIndex })}
      {...(onClick === undefined ? {} : { onClick })}
    >
      <Primitive.Indicator>
        {checked === 'indeterminate' ? (
          <Minus aria-hidden="true" className="size-[11px]" strokeWidth={3} />
        ) : (
          <Check aria-hidden="true" className="size-[11px]" strokeWidth={3} />
        )}
      </Primitive.Indicator>
    </Primitive.Root>
  )
  if (children === undefined) return box
  return (
    <div className={cx('flex items-center gap-2', className)}>
      {box}
      <label htmlFor={id}>{children}</label>
    </div>
  )
}
