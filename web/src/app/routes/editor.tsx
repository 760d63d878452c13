import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { loadPart } from '../../ui/load-part.ts'
import { ErrorPage } from '../error-page.tsx'
import { signedInRoute } from './signed-in.tsx'

export const editorRoute = createRoute({
  getParentRoute: () => signedInRoute,
  path: '/workflows/$workflowId',
  errorComponent: ErrorPage,
  component: lazyRouteComponent(
    () => loadPart(() => import('../../features/editor/editor-page.tsx')),
    'EditorPage',
  ),
})
