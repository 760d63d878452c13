import { createRoute, redirect } from '@tanstack/react-router'
import { rootRoute } from './root.tsx'

/** People shorten the address of a workflow to see them all. */
export const workflowsAliasRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/workflows',
  beforeLoad: () => {
    throw redirect({ to: '/', replace: true })
  },
})
