import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { loadPart } from '../../ui/load-part.ts'
import { PageError } from '../error-page.tsx'
import { navigationRoute } from './navigation.tsx'

export const limitsRoute = createRoute({
  getParentRoute: () => navigationRoute,
  path: '/limits',
  errorComponent: PageError,
  component: lazyRouteComponent(
    () => loadPart(() => import('../../features/limits/limits-page.tsx')),
    'LimitsPage',
  ),
})
