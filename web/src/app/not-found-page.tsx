import { Link } from '@tanstack/react-router'
import { buttonClass } from '../ui/button.tsx'
import { EmptyState } from '../ui/empty-state.tsx'
import { usePageTitle } from './page.tsx'
import { TopBarHome } from './top-bar-home.tsx'

export function NotFoundPage() {
  usePageTitle('No such page')
  return (
    <div className="flex h-full flex-1 flex-col bg-surface">
      <header className="flex h-11 shrink-0 items-center gap-2 border-b border-line pl-2 font-medium">
        <TopBarHome />
        Heddle
      </header>
      <main className="grid flex-1 place-items-center" data-region>
        <EmptyState
          actions={
            <Link className={buttonClass()} to="/">
              All workflows
            </Link>
          }
          heading="h1"
          text="The address may be mistyped, or what it showed was deleted."
          title="No such page"
        />
      </main>
    </div>
  )
}
