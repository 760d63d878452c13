import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { loadPart } from '../../ui/load-part.ts'
import { PageError } from '../error-page.tsx'
import { navigationRoute } from './navigation.tsx'

export const workersRoute = createRoute({
  getParentRoute: () => navigationRoute,
  path: '/workers',
  errorComponent: PageError,
  component: lazyRouteComponent(
    () => loadPart(() => import('../../features/workers/workers-page.tsx')),
    'WorkersPage',
  ),
})
