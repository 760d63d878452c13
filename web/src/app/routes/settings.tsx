import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { navigationRoute } from './navigation.tsx'

export const settingsRoute = createRoute({
  getParentRoute: () => navigationRoute,
  path: '/settings',
  component: lazyRouteComponent(() => import('../settings/settings-page.tsx'), 'SettingsPage'),
})
