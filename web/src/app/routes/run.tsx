import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { loadPart } from '../../ui/load-part.ts'
import { ErrorPage } from '../error-page.tsx'
import { signedInRoute } from './signed-in.tsx'

export const runRoute = createRoute({
  getParentRoute: () => signedInRoute,
  path: '/executions/$executionId',
  errorComponent: ErrorPage,
  component: lazyRouteComponent(() => loadPart(() => import('../../features/run/run-page.tsx')), 'RunPage'),
})
