import type { ReactNode } from 'react'
import { Mark } from '../../ui/mark.tsx'

interface DoorProps {
  title: string
  text?: ReactNode
  children?: ReactNode
}

/** The page before one is inside: the mark, one sentence, one form. */
export function Door({ title, text, children }: DoorProps) {
  return (
    <main className="grid h-full place-items-center overflow-y-auto bg-bg p-5" data-region>
      <div className="w-full max-w-[340px]">
        <p className="flex items-center gap-2 font-semibold">
          <Mark size={24} />
          Heddle
        </p>
        <h1 className="mt-5 text-20 font-semibold">{title}</h1>
        {text === undefined ? null : <p className="mt-1 text-text-2">{text}</p>}
        {children}
      </div>
    </main>
  )
}
