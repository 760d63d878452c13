interface ProgressLineProps {
  /** 0 to 1. */
  value: number
  label: string
  status?: 'running' | 'failed' | 'completed'
}

const colour = { running: 'bg-st-running', failed: 'bg-st-failed', completed: 'bg-st-completed' }

/** The line 2 px high below a header. */
export function ProgressLine({ value, label, status = 'running' }: ProgressLineProps) {
  const share = Math.min(1, Math.max(0, value))
  return (
    <div
      aria-label={label}
      aria-valuemax={100}
      aria-valuemin={0}
      aria-valuenow={Math.round(share * 100)}
      className="h-0.5 w-full bg-line"
      role="progressbar"
    >
      <div className={`h-full ${colour[status]}`} style={{ width: `${share * 100}%` }} />
    </div>
  )
}
