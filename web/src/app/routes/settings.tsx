import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { loadPart } from '../../ui/load-part.ts'
import { PageError } from '../error-page.tsx'
import { navigationRoute } from './navigation.tsx'

export const settingsRoute = createRoute({
  getParentRoute: () => navigationRoute,
  path: '/settings',
  errorComponent: PageError,
  component: lazyRouteComponent(
    () => loadPart(() => import('../../features/settings/settings-page.tsx')),
    'SettingsPage',
  ),
})
