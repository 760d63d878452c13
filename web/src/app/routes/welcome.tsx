import { createRoute, lazyRouteComponent, redirect } from '@tanstack/react-router'
import { loadPart } from '../../ui/load-part.ts'
import { ErrorPage } from '../error-page.tsx'
import { sessionQueries } from '../session.ts'
import { queryClient } from '../trpc.ts'
import { rootRoute } from './root.tsx'

/** First start: the link that the server printed carries the token. */
export const welcomeRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/welcome',
  validateSearch: (search: Record<string, unknown>): { token?: string } =>
    search.token === undefined ? {} : { token: String(search.token) },
  beforeLoad: async () => {
    const status = await queryClient.ensureQueryData(sessionQueries.status())
    if (status.initialised) throw redirect({ to: '/' })
  },
  component: lazyRouteComponent(
    () => loadPart(() => import('../../features/account/welcome-page.tsx')),
    'WelcomePage',
  ),
  errorComponent: ErrorPage,
})
