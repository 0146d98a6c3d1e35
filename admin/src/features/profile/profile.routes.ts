import { createRoute, lazyRouteComponent, redirect } from '@tanstack/react-router'
import { rootRoute } from '../../app/root-route.ts'
import { choiceField, defineSearch, guidField, noteDropped, textField } from '../../shared/define-search.ts'
import { kindsField } from './kinds-field.ts'
import { readProfileSearch } from './profile.search.ts'

/** Every view of a profile keeps what the picture of the journey shows, and which visit is open beside it. */
const profileRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/contacts/$id',
  validateSearch: readProfileSearch,
  component: lazyRouteComponent(() => import('./profile-page.tsx'), 'ProfilePage'),
})

const indexRoute = createRoute({
  getParentRoute: () => profileRoute,
  path: '/',
  beforeLoad: ({ params, search }) => {
    throw redirect({ to: '/contacts/$id/overview', params, search, replace: true })
  },
})

/** A part that there is not: a link that was cut or typed is still that of the contact. */
const strayRoute = createRoute({
  getParentRoute: () => profileRoute,
  path: '$',
  beforeLoad: ({ params: { id, _splat = '' }, search }) => {
    noteDropped([_splat.slice(0, 100)])
    throw redirect({ to: '/contacts/$id/overview', params: { id }, search, replace: true })
  },
})

const overviewRoute = createRoute({
  getParentRoute: () => profileRoute,
  path: 'overview',
  component: lazyRouteComponent(() => import('./overview/overview-tab.tsx'), 'OverviewTab'),
})

const activityRoute = createRoute({
  getParentRoute: () => profileRoute,
  path: 'activity',
  validateSearch: defineSearch({
    kind: kindsField(),
    type: textField(250),
    q: textField(200),
    property: textField(400),
  }),
  component: lazyRouteComponent(() => import('./activity/activity-tab.tsx'), 'ActivityTab'),
})

const visitsRoute = createRoute({
  getParentRoute: () => profileRoute,
  path: 'visits',
  validateSearch: defineSearch({ sort: choiceField(['-startedAt', 'startedAt']) }),
  component: lazyRouteComponent(() => import('./visits-tab.tsx'), 'VisitsTab'),
})

const detailsRoute = createRoute({
  getParentRoute: () => profileRoute,
  path: 'details',
  component: lazyRouteComponent(() => import('./details-tab.tsx'), 'DetailsTab'),
})

const consentsRoute = createRoute({
  getParentRoute: () => profileRoute,
  path: 'consents',
  component: lazyRouteComponent(() => import('./consents/consents-tab.tsx'), 'ConsentsTab'),
})

const identitiesRoute = createRoute({
  getParentRoute: () => profileRoute,
  path: 'identities',
  component: lazyRouteComponent(() => import('./identities-tab.tsx'), 'IdentitiesTab'),
})

const visitRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/visits/$id',
  validateSearch: defineSearch({ event: guidField() }),
  component: lazyRouteComponent(() => import('./visit/visit-page.tsx'), 'VisitPage'),
})

export const profileRoutes = [
  profileRoute.addChildren([
    indexRoute,
    overviewRoute,
    activityRoute,
    visitsRoute,
    detailsRoute,
    consentsRoute,
    identitiesRoute,
    strayRoute,
  ]),
  visitRoute,
] as const
