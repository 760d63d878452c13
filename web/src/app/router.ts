import { createRouter } from '@tanstack/react-router'
import { onReturn } from './connection.ts'
import { analyticsRoute } from './routes/analytics.tsx'
import { approvalsRoute } from './routes/approvals.tsx'
import { editorRoute } from './routes/editor.tsx'
import { executionsRoute } from './routes/executions.tsx'
import { healthCheckRoute } from './routes/health-check.tsx'
import { limitsRoute } from './routes/limits.tsx'
import { navigationRoute } from './routes/navigation.tsx'
import { rootRoute } from './routes/root.tsx'
import { runRoute } from './routes/run.tsx'
import { settingsRoute } from './routes/settings.tsx'
import { signInRoute } from './routes/sign-in.tsx'
import { signedInRoute } from './routes/signed-in.tsx'
import { welcomeRoute } from './routes/welcome.tsx'
import { workersRoute } from './routes/workers.tsx'
import { workflowsRoute } from './routes/workflows.tsx'
import { workflowsAliasRoute } from './routes/workflows-alias.ts'
import { forgetSession } from './session.ts'
import { onSessionEnded } from './session-ended.ts'
import { queryClient } from './trpc.ts'

const routeTree = rootRoute.addChildren([
  signedInRoute.addChildren([
    navigationRoute.addChildren([
      workflowsRoute,
      executionsRoute,
      approvalsRoute,
      analyticsRoute,
      workersRoute,
      limitsRoute,
      settingsRoute,
      healthCheckRoute,
    ]),
    editorRoute,
    runRoute,
  ]),
  signInRoute,
  welcomeRoute,
  workflowsAliasRoute,
])

export const router = createRouter({ routeTree, defaultPreload: 'intent', defaultPendingMs: 200 })

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router
  }
}

// Whatever is shown when the session or the connection ends is asked for again, and the guard decides anew.
onSessionEnded(() => {
  void forgetSession().then(() => router.invalidate())
})
onReturn(() => {
  void queryClient.invalidateQueries()
})
