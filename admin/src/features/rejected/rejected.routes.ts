import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { rootRoute } from '../../app/root-route.ts'
import { readRejectedSearch } from './rejected.search.ts'

const rejectedRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/live/rejected',
  validateSearch: readRejectedSearch,
  component: lazyRouteComponent(() => import('./rejected-page.tsx'), 'RejectedPage'),
})

const rejectedEventRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/live/rejected/$id',
  component: lazyRouteComponent(() => import('./rejected-event-page.tsx'), 'RejectedEventPage'),
})

export const rejectedRoutes = [rejectedRoute, rejectedEventRoute] as const
