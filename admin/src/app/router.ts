import { createRouter } from '@tanstack/react-router'
import { activitiesRoutes } from '../features/activities/activities.routes.ts'
import { contactsRoutes } from '../features/contacts/contacts.routes.ts'
import { liveRoutes } from '../features/live/live.routes.ts'
import { overviewRoutes } from '../features/overview/overview.routes.ts'
import { profileRoutes } from '../features/profile/profile.routes.ts'
import { rejectedRoutes } from '../features/rejected/rejected.routes.ts'
import { setupRoutes } from '../features/setup/setup.routes.ts'
import { RoutePending } from '../shared/page-state.tsx'
import { rootRoute } from './root-route.ts'
import { RouteError } from './route-error.tsx'
import { parseSearch, stringifySearch } from './search-params.ts'

/** All pages, by feature. */
const routeTree = rootRoute.addChildren([
  ...overviewRoutes,
  ...setupRoutes,
  ...rejectedRoutes,
  ...contactsRoutes,
  ...profileRoutes,
  ...activitiesRoutes,
  ...liveRoutes,
])

export const router = createRouter({
  routeTree,
  basepath: '/admin',
  parseSearch,
  stringifySearch,
  defaultPreload: 'intent',
  defaultPendingComponent: RoutePending,
  defaultErrorComponent: RouteError,
  scrollRestoration: true,
})

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router
  }
}
