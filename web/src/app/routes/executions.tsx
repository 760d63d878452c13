import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { navigationRoute } from './navigation.tsx'

export const executionsRoute = createRoute({
  getParentRoute: () => navigationRoute,
  path: '/executions',
  component: lazyRouteComponent(
    () => import('../../features/executions/executions-page.tsx'),
    'ExecutionsPage',
  ),
})
