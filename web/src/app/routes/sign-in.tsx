import { createRoute, lazyRouteComponent, redirect } from '@tanstack/react-router'
import { loadPart } from '../../ui/load-part.ts'
import { ErrorPage } from '../error-page.tsx'
import { sessionQueries } from '../session.ts'
import { queryClient } from '../trpc.ts'
import { rootRoute } from './root.tsx'

/** Only a path of this site is followed after signing in. */
function localPath(value: unknown): string | undefined {
  return typeof value === 'string' && /^\/(?!\/|\\)/.test(value) ? value : undefined
}

export const signInRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/sign-in',
  validateSearch: (search: Record<string, unknown>): { back?: string } => {
    const back = localPath(search.back)
    return back === undefined ? {} : { back }
  },
  beforeLoad: async ({ search }) => {
    const status = await queryClient.ensureQueryData(sessionQueries.status())
    if (!status.initialised) throw redirect({ to: '/welcome' })
    if (status.signedIn) throw redirect({ to: search.back ?? '/' })
  },
  component: lazyRouteComponent(
    () => loadPart(() => import('../../features/account/sign-in-page.tsx')),
    'SignInPage',
  ),
  errorComponent: ErrorPage,
})
