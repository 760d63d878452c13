import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { signedInRoute } from './signed-in.tsx'

export const runRoute = createRoute({
  getParentRoute: () => signedInRoute,
  path: '/executions/$executionId',
  component: lazyRouteComponent(() => import('../../features/run/run-page.tsx'), 'RunPage'),
})
