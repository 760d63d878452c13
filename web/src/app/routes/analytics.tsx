import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { navigationRoute } from './navigation.tsx'

export const analyticsRoute = createRoute({
  getParentRoute: () => navigationRoute,
  path: '/analytics',
  component: lazyRouteComponent(() => import('../../features/analytics/analytics-page.tsx'), 'AnalyticsPage'),
})
