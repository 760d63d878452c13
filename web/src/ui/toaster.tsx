import { X } from 'lucide-react'
import { useEffect, useState } from 'react'
import { StatusIcon } from './status-icon.tsx'
import { hideToast, type ShownToast, useToasts } from './toast.ts'

/** Long enough to read two lines and reach the action; pointer or focus on it stops the clock. */
const shownMs = 7000

/** The place where messages appear; mounted once by the app. */
export function Toaster() {
  const toasts = useToasts()
  return (
    <section
      aria-label="Messages"
      aria-live="polite"
      className="pointer-events-none fixed right-4 bottom-4 z-50 flex w-[340px] max-w-[calc(100vw-32px)] flex-col gap-2"
    >
      {toasts.map((toast) => (
        <Toast key={toast.id} toast={toast} />
      ))}
    </section>
  )
}

function Toast({ toast }: { toast: ShownToast }) {
  const [held, setHeld] = useState(false)
  useEffect(() => {
    if (held) return
    const timer = setTimeout(() => hideToast(toast.id), shownMs)
    return () => clearTimeout(timer)
  }, [held, toast.id])
  const tone = toast.tone ?? 'plain'
  const { action } = toast
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the handlers only stop the clock, nothing is pressed here
    <div
      className="pop-in pointer-events-auto flex items-start gap-2 rounded-lg border border-line-strong bg-raised py-2.5 pr-2.5 pl-3 shadow-pop [--st-knock:var(--raised)]"
      onBlur={() => setHeld(false)}
      onFocus={() => setHeld(true)}
      onPointerEnter={() => setHeld(true)}
      onPointerLeave={() => setHeld(false)}
    >
      {tone === 'plain' ? null : <StatusIcon className="mt-0.5" status={tone} />}
      <div className="min-w-0 flex-1">
        <p className="font-medium">{toast.title}</p>
        {toast.text === undefined ? null : <p className="text-12 text-text-2">{toast.text}</p>}
      </div>
      {action === undefined ? null : (
        <button
          className="rounded-sm px-1 font-medium text-accent hover:underline"
          onClick={() => {
            action.onSelect()
            hideToast(toast.id)
          }}
          type="button"
        >
          {action.label}
        </button>
      )}
      <button
        aria-label="Close the message"
        className="-mr-0.5 grid size-6 shrink-0 place-items-center rounded-sm text-text-3 hover:bg-hover hover:text-text"
        onClick={() => hideToast(toast.id)}
        type="button"
      >
        <X aria-hidden="true" className="size-3.5" />
      </button>
    </div>
  )
}
