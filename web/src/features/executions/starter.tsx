import { BookOpen, CornerDownRight, type LucideIcon, RotateCw, Terminal, User } from 'lucide-react'
import type { Trigger } from './core/execution-filters.ts'
import type { Run } from './core/run.ts'
import { starterWords } from './core/run-words.ts'

const triggerIcon: Record<Trigger, LucideIcon> = {
  manual: User,
  api: Terminal,
  retry: RotateCw,
  example: BookOpen,
  parent: CornerDownRight,
}

/** Who or what started a run. */
export function Starter({ run }: { run: Run }) {
  const Icon = triggerIcon[run.trigger]
  return (
    <span className="flex min-w-0 items-center gap-1.5 text-text-2">
      <Icon aria-hidden="true" className="size-3.5 shrink-0" />
      <span className="truncate">{starterWords(run)}</span>
    </span>
  )
}
