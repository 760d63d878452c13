import { createRootRoute, Outlet } from '@tanstack/react-router'
import { ErrorPage } from '../error-page.tsx'
import { NotFoundPage } from '../not-found-page.tsx'

export const rootRoute = createRootRoute({
  component: Outlet,
  errorComponent: ErrorPage,
  notFoundComponent: NotFoundPage,
})
