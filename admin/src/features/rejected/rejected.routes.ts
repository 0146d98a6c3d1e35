import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { rootRoute } from '../../app/root-route.ts'
import {
  choiceField,
  defineSearch,
  guidField,
  integerField,
  type SearchField,
  textField,
} from '../../shared/define-search.ts'
import { readPeriod } from '../../shared/list/period.ts'
import { apis, states } from './rejected-words.ts'

const periodField: SearchField<string> = {
  read: (text) => (readPeriod(text) === undefined ? undefined : text),
}

const rejectedRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/live/rejected',
  validateSearch: defineSearch({
    view: choiceField(['causes', 'events']),
    api: choiceField(apis),
    channel: guidField(),
    code: textField(100),
    subject: textField(250),
    kind: textField(250),
    state: choiceField(states),
    contact: guidField(),
    period: periodField,
    job: guidField(),
    cursor: textField(1_000),
    limit: integerField(1, 500),
  }),
  component: lazyRouteComponent(() => import('./rejected-page.tsx'), 'RejectedPage'),
})

const rejectedEventRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/live/rejected/$id',
  component: lazyRouteComponent(() => import('./rejected-event-page.tsx'), 'RejectedEventPage'),
})

export const rejectedRoutes = [rejectedRoute, rejectedEventRoute] as const
