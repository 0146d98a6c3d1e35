import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { rootRoute } from '../../app/root-route.ts'
import { readLiveSearch, readVisitsSearch } from './live.search.ts'

const liveRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/live',
  validateSearch: readLiveSearch,
  component: lazyRouteComponent(() => import('./live-page.tsx'), 'LivePage'),
})

/** Lies over the list, which goes on. */
const liveRequestRoute = createRoute({
  getParentRoute: () => liveRoute,
  path: '/$requestId',
  component: lazyRouteComponent(() => import('./request-drawer.tsx'), 'RequestDrawer'),
})

const liveVisitsRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/live/visits',
  validateSearch: readVisitsSearch,
  component: lazyRouteComponent(() => import('./visits-page.tsx'), 'VisitsPage'),
})

export const liveRoutes = [liveRoute.addChildren([liveRequestRoute]), liveVisitsRoute] as const
