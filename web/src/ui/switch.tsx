import { Switch as Primitive } from 'radix-ui'
import { type ReactNode, useId } from 'react'
import { cx } from './class-names.ts'

interface SwitchProps {
  checked: boolean
  onCheckedChange: (checked: boolean) => void
  label: string
  children?: ReactNode
  disabled?: boolean
  id?: string
  className?: string
}

export function Switch({
  checked,
  onCheckedChange,
  label,
  children,
  disabled = false,
  ...rest
}: SwitchProps) {
  const ownId = useId()
  const id = rest.id ?? ownId
  const track = (
    <Primitive.Root
      aria-label={children === undefined ? label : undefined}
      checked={checked}
      className="relative h-4 w-[26px] shrink-0 rounded-full bg-control after:absolute after:-inset-1 after:content-[''] disabled:opacity-50 data-[state=checked]:bg-accent-fill"
      disabled={disabled}
      id={id}
      onCheckedChange={onCheckedChange}
    >
      <Primitive.Thumb className="block size-3 translate-x-0.5 rounded-full bg-white transition-transform duration-[var(--dur-fast)] data-[state=checked]:translate-x-3" />
    </Primitive.Root>
  )
  if (children === undefined) return track
  return (
    <div className={cx('flex items-center gap-2', rest.className)}>
      {track}
      <label htmlFor={id}>{children}</label>
    </div>
  )
}
