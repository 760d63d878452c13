import { Outlet } from '@tanstack/react-router'
import { Navigation } from './navigation.tsx'
import { useOpenPalette } from './signed-in-frame.tsx'

/** A list page: the navigation beside the page. */
export function NavigationFrame() {
  const openPalette = useOpenPalette()
  return (
    <>
      <a
        className="sr-only z-50 rounded-md bg-raised px-3 py-1 font-medium text-accent focus:not-sr-only focus:fixed focus:top-2 focus:left-2"
        href="#main"
      >
        Skip to the page
      </a>
      <Navigation onFind={openPalette} />
      <main className="flex min-h-0 min-w-0 flex-1 flex-col bg-surface" data-region id="main" tabIndex={-1}>
        <Outlet />
      </main>
    </>
  )
}
