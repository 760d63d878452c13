import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { loadPart } from '../../ui/load-part.ts'
import { PageError } from '../error-page.tsx'
import { navigationRoute } from './navigation.tsx'

export const healthCheckRoute = createRoute({
  getParentRoute: () => navigationRoute,
  path: '/settings/health-check',
  errorComponent: PageError,
  component: lazyRouteComponent(
    () => loadPart(() => import('../../features/doctor/health-check-page.tsx')),
    'HealthCheckPage',
  ),
})
