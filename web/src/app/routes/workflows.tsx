import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { navigationRoute } from './navigation.tsx'

export const workflowsRoute = createRoute({
  getParentRoute: () => navigationRoute,
  path: '/',
  component: lazyRouteComponent(() => import('../../features/workflows/workflows-page.tsx'), 'WorkflowsPage'),
})
