import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import {
  ChartNoAxesColumn,
  Gauge,
  History,
  type LucideIcon,
  Search,
  Server,
  Settings,
  UserCheck,
  Workflow,
} from 'lucide-react'
import { formatCount } from '../ui/format-count.ts'
import { Keys } from '../ui/kbd.tsx'
import { Mark } from '../ui/mark.tsx'
import { useOpenApprovals } from './approvals/use-open-approvals.ts'
import { sessionQueries } from './session.ts'
import { useLiveCount } from './use-live-count.ts'
import { UserMenu } from './user-menu.tsx'

interface NavigationProps {
  onFind: () => void
}

/** On the rail the words are still read aloud. */
const wide = 'max-[1199px]:sr-only'

/** 200 px wide; under 1200 a rail of 48 where the names are left to tips and assistive technology. */
export function Navigation({ onFind }: NavigationProps) {
  const me = useQuery(sessionQueries.me())
  const count = useLiveCount()
  const asked = useOpenApprovals()
  return (
    <nav
      aria-label="Main"
      className="flex w-[200px] shrink-0 flex-col border-r border-line bg-bg px-2 pb-2 max-[1199px]:w-12"
      data-region
    >
      <div className="flex h-11 shrink-0 items-center gap-1.5 px-1">
        <Link aria-label="Heddle, all workflows" className="grid size-6 place-items-center rounded-md" to="/">
          <Mark />
        </Link>
        <span className={`truncate font-semibold ${wide}`}>{me.data?.workspaceName ?? 'Heddle'}</span>
      </div>
      <button
        aria-keyshortcuts="Control+K"
        className="mt-1 mb-3 flex h-7 items-center gap-2 rounded-md border border-line bg-surface px-2 text-text-3 hover:border-line-strong max-[1199px]:justify-center max-[1199px]:px-0"
        onClick={onFind}
        type="button"
      >
        <Search aria-hidden="true" className="size-3.5 shrink-0" />
        <span className={wide}>Find or run</span>
        <span aria-hidden="true" className="ml-auto max-[1199px]:hidden">
          <Keys keys="Ctrl+K" />
        </span>
      </button>
      <NavItem exact icon={Workflow} label="Workflows" to="/" />
      <NavItem
        icon={History}
        label="Executions"
        note={count > 0 ? `${count} live` : undefined}
        to="/executions"
      />
      <NavItem badge={asked} icon={UserCheck} label="Approvals" to="/approvals" />
      <NavItem icon={ChartNoAxesColumn} label="Analytics" to="/analytics" />
      <NavItem icon={Server} label="Workers" to="/workers" />
      <NavItem icon={Gauge} label="Limits" to="/limits" />
      <div className="mt-auto">
        <NavItem icon={Settings} label="Settings" to="/settings" />
        {/* As high as its button, so that nothing moves when the name comes. */}
        <div className="h-7">
          {me.data === undefined ? null : (
            <UserMenu email={me.data.email ?? 'Signed in with a key'} name={me.data.name} />
          )}
        </div>
      </div>
    </nav>
  )
}

interface NavItemProps {
  to: '/' | '/executions' | '/approvals' | '/analytics' | '/workers' | '/limits' | '/settings'
  icon: LucideIcon
  label: string
  note?: string | undefined
  /** How many things wait there for somebody; nothing is drawn for none. */
  badge?: number
  exact?: boolean
}

function NavItem({ to, icon: Icon, label, note, badge = 0, exact = false }: NavItemProps) {
  return (
    <Link
      activeOptions={{ exact, includeSearch: false }}
      activeProps={{ 'aria-current': 'page' }}
      className="relative mb-px flex h-7 items-center gap-2 rounded-md px-2 font-medium text-text-2 hover:bg-hover hover:text-text aria-[current=page]:bg-active aria-[current=page]:text-text max-[1199px]:justify-center aria-[current=page]:[&>svg]:text-accent"
      preload="intent"
      title={label}
      to={to}
    >
      <Icon aria-hidden="true" className="size-[15px] shrink-0" />
      <span className={wide}>{label}</span>
      {note === undefined ? null : (
        <span className={`ml-auto text-11 font-normal text-text-3 tabular-nums ${wide}`}>{note}</span>
      )}
      {badge === 0 ? null : (
        <span className="ml-auto h-4 min-w-4 rounded-full bg-accent-fill px-1 text-center text-11 leading-4 font-medium text-accent-fg tabular-nums max-[1199px]:absolute max-[1199px]:top-0 max-[1199px]:right-0">
          {formatCount(badge)}
          <span className="sr-only"> open</span>
        </span>
      )}
    </Link>
  )
}
