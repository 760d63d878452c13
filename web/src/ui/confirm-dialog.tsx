import type { ReactNode } from 'react'
import { Button } from './button.tsx'
import { Dialog } from './dialog.tsx'

interface ConfirmDialogProps {
  open: boolean
  onOpenChange: (open: boolean) => void
  title: string
  text: ReactNode
  /** What happens, with the count: `Delete 3 runs`. */
  confirm: string
  /** The safe way out, saying what stays: `Keep running`. */
  keep: string
  danger?: boolean
  pending?: boolean
  onConfirm: () => void
  children?: ReactNode
}

export function ConfirmDialog(props: ConfirmDialogProps) {
  const { open, onOpenChange, title, text, confirm, keep, danger = false, pending = false } = props
  const footer = (
    <>
      <Button onClick={() => onOpenChange(false)} variant="quiet">
        {keep}
      </Button>
      <Button onClick={props.onConfirm} pending={pending} variant={danger ? 'danger-solid' : 'primary'}>
        {confirm}
      </Button>
    </>
  )
  return (
    <Dialog description={text} footer={footer} onOpenChange={onOpenChange} open={open} title={title}>
      {props.children}
    </Dialog>
  )
}
