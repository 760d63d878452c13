import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { loadPart } from '../../ui/load-part.ts'
import { PageError } from '../error-page.tsx'
import { navigationRoute } from './navigation.tsx'

export const approvalsRoute = createRoute({
  getParentRoute: () => navigationRoute,
  path: '/approvals',
  errorComponent: PageError,
  component: lazyRouteComponent(
    () => loadPart(() => import('../../features/approvals/approvals-page.tsx')),
    'ApprovalsPage',
  ),
})
