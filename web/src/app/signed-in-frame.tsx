import { Outlet, useNavigate } from '@tanstack/react-router'
import { createContext, lazy, Suspense, use, useCallback, useState } from 'react'
import { loadPart } from '../ui/load-part.ts'
import { ConnectionBanner } from './connection-banner.tsx'
import { focusNextRegion } from './regions.ts'
import { useShortcuts } from './use-shortcuts.ts'

const CommandPalette = lazy(() =>
  loadPart(() => import('./command-palette.tsx')).then((module) => ({ default: module.CommandPalette })),
)
const HelpSheet = lazy(() =>
  loadPart(() => import('./help-sheet.tsx')).then((module) => ({ default: module.HelpSheet })),
)

const OpenPalette = createContext<() => void>(() => undefined)

/** Opens the search over pages, workflows and runs. */
export function useOpenPalette(): () => void {
  return use(OpenPalette)
}

const nextRegion = 'F6'
const regionBefore = 'Shift+F6'

type Sheet = 'palette' | 'keys' | null

/** What stands around every page of a signed-in person: banner, palette, keys. */
export function SignedInFrame() {
  const navigate = useNavigate()
  const [sheet, setSheet] = useState<Sheet>(null)
  const openPalette = useCallback(() => setSheet('palette'), [])
  useShortcuts({
    'Ctrl+k': openPalette,
    '?': () => setSheet('keys'),
    'g w': () => void navigate({ to: '/' }),
    'g e': () => void navigate({ to: '/executions' }),
    'g p': () => void navigate({ to: '/approvals' }),
    'g a': () => void navigate({ to: '/analytics' }),
    'g k': () => void navigate({ to: '/workers' }),
    'g l': () => void navigate({ to: '/limits' }),
    [nextRegion]: () => focusNextRegion(1),
    [regionBefore]: () => focusNextRegion(-1),
  })
  return (
    <OpenPalette value={openPalette}>
      <div className="flex h-full flex-col">
        <ConnectionBanner />
        <div className="flex min-h-0 flex-1">
          <Outlet />
        </div>
      </div>
      <Suspense>
        {sheet === 'palette' ? (
          <CommandPalette onClose={() => setSheet(null)} onKeys={() => setSheet('keys')} />
        ) : null}
        {sheet === 'keys' ? <HelpSheet onOpenChange={() => setSheet(null)} open /> : null}
      </Suspense>
    </OpenPalette>
  )
}
