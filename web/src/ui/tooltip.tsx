import { Tooltip as Primitive } from 'radix-ui'
import type { ReactElement, ReactNode } from 'react'
import { plainKeys } from './kbd.tsx'

interface TooltipProps {
  content: ReactNode
  keys?: string | undefined
  side?: 'top' | 'right' | 'bottom' | 'left'
  /** One element that takes focus; a tip never holds the only copy of a fact. */
  children: ReactElement
}

export const TooltipProvider = Primitive.Provider

export function Tooltip({ content, keys, side = 'bottom', children }: TooltipProps) {
  return (
    <Primitive.Root delayDuration={500} disableHoverableContent>
      <Primitive.Trigger asChild>{children}</Primitive.Trigger>
      <Primitive.Portal>
        <Primitive.Content
          className="pop-in z-50 inline-flex max-w-80 items-center gap-2 rounded-md bg-text px-2 py-1 text-12 text-bg"
          collisionPadding={8}
          side={side}
          sideOffset={6}
        >
          {content}
          {keys === undefined ? null : <span className="opacity-75">{plainKeys(keys)}</span>}
        </Primitive.Content>
      </Primitive.Portal>
    </Primitive.Root>
  )
}
