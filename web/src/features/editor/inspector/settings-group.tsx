/** Settings that belong together, closed to one line that says what they come to. */
import { ChevronRight, CircleAlert, TriangleAlert } from 'lucide-react'
import { type ReactNode, useId } from 'react'
import { cx } from '../../../ui/class-names.ts'
import { useProblems } from '../editor-context.ts'
import { type SettingsGroup as Group, openSettings, useOpenSettings } from './inspector-tab.ts'
import { groupOf, settingOf } from './settings-place.ts'

interface SettingsGroupProps {
  readonly group: Group
  readonly title: string
  /** What the settings come to, shown while they are closed. */
  readonly summary: string
  /** Null for the settings of the workflow. */
  readonly nodeId: string | null
  readonly children: ReactNode
}

export function SettingsGroup({ group, title, summary, nodeId, children }: SettingsGroupProps) {
  const isOpen = useOpenSettings(group)
  const contentId = useId()
  return (
    <section aria-label={title} className="border-b border-line last:border-b-0">
      <h2>
        <button
          type="button"
          aria-expanded={isOpen}
          aria-controls={isOpen ? contentId : undefined}
          className="flex h-9 w-full items-center gap-1.5 px-3 text-left hover:bg-hover focus-visible:-outline-offset-2"
          onClick={() => openSettings(group, !isOpen)}
        >
          <ChevronRight
            aria-hidden="true"
            className={cx('size-3.5 shrink-0 text-text-3', isOpen && 'rotate-90')}
          />
          <span className="shrink-0 text-12 font-semibold">{title}</span>
          <GroupMark group={group} nodeId={nodeId} />
          {isOpen ? null : (
            <span className="ml-auto min-w-0 truncate pl-2 text-12 text-text-3">{summary}</span>
          )}
        </button>
      </h2>
      {isOpen ? (
        <div id={contentId} className="grid grid-cols-[minmax(0,1fr)] gap-4 px-3 pt-1 pb-4">
          {children}
        </div>
      ) : null}
    </section>
  )
}

/** The worst problem inside, so that a closed group hides none. */
function GroupMark({ group, nodeId }: Pick<SettingsGroupProps, 'group' | 'nodeId'>) {
  const kind = nodeId === null ? 'workflow' : 'node'
  const inside = useProblems().filter((problem) => {
    const setting = problem.nodeId === nodeId ? settingOf(problem.path, nodeId) : null
    return setting !== null && groupOf(setting, kind) === group
  })
  if (inside.length === 0) return null
  return inside.some(({ severity }) => severity === 'error') ? (
    <CircleAlert aria-label="Has an error" className="size-3.5 shrink-0 text-st-failed" />
  ) : (
    <TriangleAlert aria-label="Has a warning" className="size-3.5 shrink-0 text-st-retrying" />
  )
}
