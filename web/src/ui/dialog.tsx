import { X } from 'lucide-react'
import { Dialog as Primitive } from 'radix-ui'
import type { KeyboardEvent, ReactNode } from 'react'
import { cx } from './class-names.ts'
import { useOpener } from './use-opener.ts'

export type DialogWidth = 420 | 560 | 840

const measure: Record<DialogWidth, string> = {
  420: 'w-[420px]',
  560: 'w-[560px]',
  840: 'w-[840px]',
}

interface DialogProps {
  open: boolean
  onOpenChange: (open: boolean) => void
  title: string
  description?: ReactNode
  /** 420 plain, 560 with a preview, 840 in columns. */
  width?: DialogWidth
  /** Buttons, the primary one last. */
  footer?: ReactNode
  /** A quiet remark at the left of the buttons. */
  footerNote?: ReactNode
  /** Where focus starts; the first field or button by itself. */
  startAt?: 'first' | 'dialog'
  /** Ctrl Enter anywhere in it, also in a field of many lines: what the primary button does. */
  onSubmitKey?: () => void
  children?: ReactNode
}

export function Dialog(props: DialogProps) {
  const { open, onOpenChange, title, description, width = 420, footer, footerNote, children } = props
  const giveFocusBack = useOpener(open)
  return (
    <Primitive.Root onOpenChange={onOpenChange} open={open}>
      <Primitive.Portal>
        <Primitive.Overlay className="pop-in fixed inset-0 z-40 bg-scrim" />
        <Primitive.Content
          className={cx(
            'pop-in fixed top-[16vh] left-1/2 z-40 flex max-h-[76vh] max-w-[calc(100vw-32px)] -translate-x-1/2 flex-col rounded-lg outline-none border border-line-strong bg-raised shadow-pop [--st-knock:var(--raised)]',
            measure[width],
          )}
          onCloseAutoFocus={giveFocusBack}
          onKeyDown={(event) => {
            if (!props.onSubmitKey || !isSubmitKey(event)) return
            event.preventDefault()
            props.onSubmitKey()
          }}
          {...(props.startAt === 'dialog' ? { onOpenAutoFocus: focusWhole } : {})}
          {...(description === undefined ? { 'aria-describedby': undefined } : {})}
        >
          <header className="pt-3 pr-12 pl-4">
            <Primitive.Title className="pt-1 text-14 font-semibold">{title}</Primitive.Title>
          </header>
          <div className="min-h-0 overflow-y-auto px-4 pt-2 pb-4">
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
          {/* Last, so that focus starts at the first field or button of the dialog itself. */}
          <Primitive.Close
            aria-label="Close"
            className="absolute top-2.5 right-2.5 grid size-7 place-items-center rounded-md text-text-2 hover:bg-hover hover:text-text"
          >
            <X aria-hidden="true" className="size-[15px]" />
          </Primitive.Close>
        </Primitive.Content>
      </Primitive.Portal>
    </Primitive.Root>
  )
}

/** A key that is held down since it opened the dialog means the dialog, not what it asks. */
function isSubmitKey({ key, ctrlKey, metaKey, repeat }: KeyboardEvent): boolean {
  return key === 'Enter' && (ctrlKey || metaKey) && !repeat
}

/** For a dialog to be read: the keys scroll it, and nothing in it is marked as if it were to be pressed. */
function focusWhole(event: Event): void {
  if (!(event.currentTarget instanceof HTMLElement)) return
  event.preventDefault()
  event.currentTarget.focus()
}
