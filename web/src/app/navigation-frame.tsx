import { Outlet } from '@tanstack/react-router'
import { Navigation } from './navigation.tsx'
import { useOpenPalette } from './signed-in-frame.tsx'

/** A list page: the navigation beside the page. */
export function NavigationFrame() {
  const openPalette = useOpenPalette()
  return (
    <>
      <Navigation onFind={openPalette} />
      <main className="flex min-h-0 min-w-0 flex-1 flex-col bg-surface" data-region id="main">
        <Outlet />
      </main>
    </>
  )
}
