import { Popover as Primitive } from 'radix-ui'
import type { ReactElement, ReactNode } from 'react'
import { cx } from './class-names.ts'

interface PopoverProps {
  trigger: ReactElement
  label: string
  align?: 'start' | 'center' | 'end'
  side?: 'top' | 'right' | 'bottom' | 'left'
  open?: boolean
  onOpenChange?: (open: boolean) => void
  className?: string
  children: ReactNode
}

export function Popover(props: PopoverProps) {
  const { trigger, label, align = 'start', side = 'bottom', open, onOpenChange, className, children } = props
  return (
    <Primitive.Root
      {...(open === undefined ? {} : { open })}
      {...(onOpenChange === undefined ? {} : { onOpenChange })}
    >
      <Primitive.Trigger asChild>{trigger}</Primitive.Trigger>
      <Primitive.Portal>
        <Primitive.Content
          align={align}
          aria-label={label}
          className={cx(
            'pop-in z-50 max-w-[calc(100vw-16px)] rounded-lg border border-line-strong bg-raised p-3 shadow-pop',
            className,
          )}
          collisionPadding={8}
          side={side}
          sideOffset={4}
        >
          {children}
        </Primitive.Content>
      </Primitive.Portal>
    </Primitive.Root>
  )
}
