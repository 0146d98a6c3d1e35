import { createRouter } from '@tanstack/react-router'
import { contactsRoutes } from '../features/contacts/contacts.routes.ts'
import { liveRoutes } from '../features/live/live.routes.ts'
import { profileRoutes } from '../features/profile/profile.routes.ts'
import { rejectedRoutes } from '../features/rejected/rejected.routes.ts'
import { setupRoutes } from '../features/setup/setup.routes.ts'
import { RoutePending } from '../shared/page-state.tsx'
import { rootRoute } from './root-route.ts'
import { RouteError } from './route-error.tsx'
import { parseSearch, stringifySearch } from './search-params.ts'

/** All pages, by feature. */
const routeTree = rootRoute.addChildren([
  ...setupRoutes,
  ...rejectedRoutes,
  ...contactsRoutes,
  ...profileRoutes,
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
