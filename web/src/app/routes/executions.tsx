import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { loadPart } from '../../ui/load-part.ts'
import { PageError } from '../error-page.tsx'
import { navigationRoute } from './navigation.tsx'

export const executionsRoute = createRoute({
  getParentRoute: () => navigationRoute,
  path: '/executions',
  errorComponent: PageError,
  component: lazyRouteComponent(
    () => loadPart(() => import('../../features/executions/executions-page.tsx')),
    'ExecutionsPage',
  ),
})
