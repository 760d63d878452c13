import { useSearch } from '@tanstack/react-router'
import { usePageTitle } from '../../app/page.tsx'
import { Door } from './door.tsx'
import { OwnerForm } from './owner-form.tsx'

/** First start. The link that the server printed proves that whoever opens it may read the server's terminal. */
export function WelcomePage() {
  usePageTitle('First start')
  const { token } = useSearch({ strict: false })
  if (token === undefined || token === '') {
    return (
      <Door
        text={
          <>
            Heddle has no owner yet. When it started it printed a link to this page that works once. Open that
            link from the terminal or from the log.
          </>
        }
        title="Open the link from the terminal"
      >
        <pre className="mono mt-4 overflow-x-auto rounded-md border border-line bg-surface px-3 py-2 text-text-2">
          {`${window.location.origin}/welcome?token=…`}
        </pre>
      </Door>
    )
  }
  return (
    <Door text="This account owns the workspace and everything in it." title="Make the owner account">
      <OwnerForm token={token} />
    </Door>
  )
}
