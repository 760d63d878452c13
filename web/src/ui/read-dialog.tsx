import type { ReactNode } from 'react'
import { Button } from './button.tsx'
import { Dialog, type DialogWidth } from './dialog.tsx'

interface ReadDialogProps {
  title: string
  description?: string
  width: DialogWidth
  onClose: () => void
  children: ReactNode
}

/** A dialog that asks nothing: it is read, and closed. */
export function ReadDialog({ onClose, ...dialog }: ReadDialogProps) {
  return (
    <Dialog
      footer={
        <Button onClick={onClose} variant="primary">
          Close
        </Button>
      }
      onOpenChange={onClose}
      open
      startAt="dialog"
      {...dialog}
    />
  )
}
