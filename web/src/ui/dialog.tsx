import { X } from 'lucide-react'
import { Dialog as Primitive } from 'radix-ui'
import type { ReactNode } from 'react'
import { cx } from './class-names.ts'
import { IconButton } from './icon-button.tsx'

interface DialogProps {
  open: boolean
  onOpenChange: (open: boolean) => void
  title: string
  description?: ReactNode
  /** 420 plain, 560 with a preview. */
  width?: 420 | 560
  /** Buttons, the primary one last. */
  footer?: ReactNode
  /** A quiet remark at the left of the buttons. */
  footerNote?: ReactNode
  children?: ReactNode
}

export function Dialog(props: DialogProps) {
  const { open, onOpenChange, title, description, width = 420, footer, footerNote, children } = props
  return (
    <Primitive.Root onOpenChange={onOpenChange} open={open}>
      <Primitive.Portal>
        <Primitive.Overlay className="pop-in fixed inset-0 z-40 bg-scrim" />
        <Primitive.Content
          className={cx(
            'pop-in fixed top-[16vh] left-1/2 z-40 flex max-h-[76vh] max-w-[calc(100vw-32px)] -translate-x-1/2 flex-col rounded-lg border border-line-strong bg-raised shadow-pop [--st-knock:var(--raised)]',
            width === 560 ? 'w-[560px]' : 'w-[420px]',
          )}
          {...(description === undefined ? { 'aria-describedby': undefined } : {})}
        >
          <header className="flex items-start pt-3 pr-2.5 pl-4">
            <Primitive.Title className="min-w-0 flex-1 pt-1 text-14 font-semibold">{title}</Primitive.Title>
            <Primitive.Close asChild>
              <IconButton label="Close">
                <X aria-hidden="true" />
              </IconButton>
            </Primitive.Close>
          </header>
          <div className="min-h-0 overflow-y-auto px-4 pt-1 pb-4">
            {description === undefined ? null : (
              <Primitive.Description className="text-text-2">{description}</Primitive.Description>
            )}
            {children}
          </div>
          {footer === undefined ? null : (
            <footer className="flex items-center justify-end gap-2 border-t border-line px-4 py-2.5">
              {footerNote === undefined ? null : (
                <span className="mr-auto text-12 text-text-3">{footerNote}</span>
              )}
              {footer}
            </footer>
          )}
        </Primitive.Content>
      </Primitive.Portal>
    </Primitive.Root>
  )
}
