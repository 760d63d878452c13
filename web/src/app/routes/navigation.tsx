import { createRoute } from '@tanstack/react-router'
import { NavigationFrame } from '../navigation-frame.tsx'
import { signedInRoute } from './signed-in.tsx'

/** The pages that stand beside the navigation; editor and run take the whole window. */
export const navigationRoute = createRoute({
  getParentRoute: () => signedInRoute,
  id: 'navigation',
  component: NavigationFrame,
})
