import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { loadPart } from '../../ui/load-part.ts'
import { PageError } from '../error-page.tsx'
import { navigationRoute } from './navigation.tsx'

export const workflowsRoute = createRoute({
  getParentRoute: () => navigationRoute,
  path: '/',
  errorComponent: PageError,
  component: lazyRouteComponent(
    () => loadPart(() => import('../../features/workflows/workflows-page.tsx')),
    'WorkflowsPage',
  ),
})
