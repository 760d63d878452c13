import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { PageError } from '../error-page.tsx'
import { navigationRoute } from './navigation.tsx'

export const approvalsRoute = createRoute({
  getParentRoute: () => navigationRoute,
  path: '/approvals',
  errorComponent: PageError,
  component: lazyRouteComponent(() => import('../../features/approvals/approvals-page.tsx'), 'ApprovalsPage'),
})
