import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { PageError } from '../error-page.tsx'
import { navigationRoute } from './navigation.tsx'

export const analyticsRoute = createRoute({
  getParentRoute: () => navigationRoute,
  path: '/analytics',
  errorComponent: PageError,
  component: lazyRouteComponent(() => import('../../features/analytics/analytics-page.tsx'), 'AnalyticsPage'),
})
