import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { PageError } from '../error-page.tsx'
import { navigationRoute } from './navigation.tsx'

export const workersRoute = createRoute({
  getParentRoute: () => navigationRoute,
  path: '/workers',
  errorComponent: PageError,
  component: lazyRouteComponent(() => import('../../features/workers/workers-page.tsx'), 'WorkersPage'),
})
