import { createRoute, redirect } from '@tanstack/react-router'
import { ErrorPage } from '../error-page.tsx'
import { sessionQueries } from '../session.ts'
import { SignedInFrame } from '../signed-in-frame.tsx'
import { queryClient } from '../trpc.ts'
import { rootRoute } from './root.tsx'

/** The guard: no owner yet leads to the explanation, nobody signed in to the door. */
export const signedInRoute = createRoute({
  getParentRoute: () => rootRoute,
  id: 'signed-in',
  component: SignedInFrame,
  errorComponent: ErrorPage,
  beforeLoad: async ({ location }) => {
    const status = await queryClient.ensureQueryData(sessionQueries.status())
    if (!status.initialised) throw redirect({ to: '/welcome' })
    if (!status.signedIn) throw redirect({ to: '/sign-in', search: { back: location.href } })
  },
})
