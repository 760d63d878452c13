import { type ErrorComponentProps, useRouter } from '@tanstack/react-router'
import { useEffect } from 'react'
import { ErrorState } from '../ui/error-state.tsx'
import { onReturn } from './connection.ts'
import { errorText } from './error-text.ts'
import { usePageTitle } from './page.tsx'

/** Stands where a page could not be drawn; comes back by itself once the server answers. */
export function PageError({ error, reset }: ErrorComponentProps) {
  const router = useRouter()
  const { title, text, code } = errorText(error)
  usePageTitle(title)
  useEffect(
    () =>
      onReturn(() => {
        reset()
        void router.invalidate()
      }),
    [reset, router],
  )
  const again = () => {
    reset()
    void router.invalidate()
  }
  return (
    <div className="grid h-full flex-1 place-items-center bg-surface">
      <ErrorState
        action={{ label: 'Try now', onSelect: again }}
        code={code}
        heading="h1"
        text={text}
        title={title}
      />
    </div>
  )
}

/** The same where nothing else of the page is left. */
export function ErrorPage(props: ErrorComponentProps) {
  return (
    <main className="flex min-h-0 flex-1 flex-col" data-region>
      <PageError {...props} />
    </main>
  )
}
