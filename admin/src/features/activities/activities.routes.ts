import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { rootRoute } from '../../app/root-route.ts'
import { readActivitiesSearch } from './activities.search.ts'

const activitiesRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/activities',
  validateSearch: readActivitiesSearch,
  component: lazyRouteComponent(() => import('./activities-page.tsx'), 'ActivitiesPage'),
})

export const activitiesRoutes = [activitiesRoute] as const
