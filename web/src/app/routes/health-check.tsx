import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { PageError } from '../error-page.tsx'
import { navigationRoute } from './navigation.tsx'

export const healthCheckRoute = createRoute({
  getParentRoute: () => navigationRoute,
  path: '/settings/health-check',
  errorComponent: PageError,
  component: lazyRouteComponent(
    () => import('../../features/doctor/health-check-page.tsx'),
    'HealthCheckPage',
  ),
})
