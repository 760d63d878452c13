import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { loadPart } from '../../ui/load-part.ts'
import { PageError } from '../error-page.tsx'
import { navigationRoute } from './navigation.tsx'

export const analyticsRoute = createRoute({
  getParentRoute: () => navigationRoute,
  path: '/analytics',
  errorComponent: PageError,
  component: lazyRouteComponent(
    () => loadPart(() => import('../../features/analytics/analytics-page.tsx')),
    'AnalyticsPage',
  ),
})
