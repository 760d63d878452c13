import { CircleAlert } from 'lucide-react'
import { type ReactNode, useId } from 'react'

export interface FieldControl {
  id: string
  'aria-describedby': string | undefined
  'aria-invalid': true | undefined
  'aria-required': true | undefined
}

interface FieldProps {
  label: string
  required?: boolean
  help?: ReactNode
  /** What is wrong and how to mend it; replaces the help. */
  error?: string | undefined
  /** At the right end of the label's line, usually a mode switch. */
  end?: ReactNode
  className?: string
  children: (control: FieldControl) => ReactNode
}

/** Label, control, help or error, tied together for assistive technology. */
export function Field({ label, required = false, help, error, end, className, children }: FieldProps) {
  const id = useId()
  const noteId = `${id}-note`
  const hasNote = error !== undefined || help !== undefined
  return (
    <div className={className}>
      <div className="mb-1 flex h-5 items-center gap-1 text-12 font-medium text-text-2">
        <label htmlFor={id}>{label}</label>
        {required ? (
          <span aria-hidden="true" className="text-st-failed">
            *
          </span>
        ) : null}
        {end === undefined ? null : <span className="ml-auto">{end}</span>}
      </div>
      {children({
        id,
        'aria-describedby': hasNote ? noteId : undefined,
        'aria-invalid': error === undefined ? undefined : true,
        'aria-required': required ? true : undefined,
      })}
      {hasNote ? <FieldNote error={error} help={help} id={noteId} /> : null}
    </div>
  )
}

function FieldNote({ id, help, error }: { id: string; help: ReactNode; error: string | undefined }) {
  if (error === undefined) {
    return (
      <p className="mt-1 text-12 text-text-3" id={id}>
        {help}
      </p>
    )
  }
  return (
    <p className="mt-1 flex gap-1 text-12 text-st-failed" id={id} role="alert">
      <CircleAlert aria-hidden="true" className="mt-px size-3.5 shrink-0" />
      {error}
    </p>
  )
}
