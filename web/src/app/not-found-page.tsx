import { Link } from '@tanstack/react-router'
import { buttonClass } from '../ui/button.tsx'
import { EmptyState } from '../ui/empty-state.tsx'
import { usePageTitle } from './page.tsx'

export function NotFoundPage() {
  usePageTitle('No such page')
  return (
    <main className="grid h-full flex-1 place-items-center bg-surface" data-region>
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
  )
}
