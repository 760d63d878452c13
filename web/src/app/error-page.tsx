import { type ErrorComponentProps, useRouter } from '@tanstack/react-router'
import { useEffect } from 'react'
import { ErrorState } from '../ui/error-state.tsx'
import { onReturn } from './connection.ts'
import { errorText } from './error-text.ts'
import { usePageTitle } from './page.tsx'

/** Stands where a page could not be drawn; comes back by itself once the server answers. */
export function ErrorPage({ error, reset }: ErrorComponentProps) {
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
    <main className="grid h-full flex-1 place-items-center bg-surface" data-region>
      <ErrorState
        action={{ label: 'Try now', onSelect: again }}
        code={code}
        heading="h1"
        text={text}
        title={title}
      />
    </main>
  )
}
