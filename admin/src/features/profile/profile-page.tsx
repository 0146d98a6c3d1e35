import { Alert, Skeleton } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { getRouteApi, Outlet, useMatch } from '@tanstack/react-router'
import { lazy, Suspense } from 'react'
import { ApiError } from '../../shared/api.ts'
import { useContactName } from '../../shared/contact-name.tsx'
import { FailedState } from '../../shared/page-state.tsx'
import { useIsPhone } from '../../shared/use-is-phone.ts'
import { useFollowedContact } from './follow-contact.ts'
import { LatestVisitPanel } from './latest-visit-panel.tsx'
import { MergeBanner } from './merge-banner.tsx'
import { MetricsRow } from './metrics-row.tsx'
import { MissingContact } from './missing-contact.tsx'
import { overviewQuery } from './profile.api.ts'
import { useProfileTexts } from './profile.texts.ts'
import { ProfileHeader } from './profile-header.tsx'
import { ProfileJourney } from './profile-journey.tsx'
import classes from './profile-page.module.css'
import { ProfileTabs } from './profile-tabs.tsx'
import { useNoteOpened } from './use-note-opened.ts'

const route = getRouteApi('/contacts/$id')

// Drawers are no part of the first load.
const VisitDrawer = lazy(() => import('./visit/visit-drawer.tsx'))

const HEADER_HEIGHT = 72

/** Everything about one contact. The id may be one that was merged away: then it shows the survivor, and says so. */
export function ProfilePage() {
  const text = useProfileTexts()
  const nameOf = useContactName()
  const { id } = route.useParams()
  const { visit, event } = route.useSearch()
  const isPhone = useIsPhone()
  const isOverview = useMatch({ from: '/contacts/$id/overview', shouldThrow: false }) !== undefined
  const overview = useQuery(overviewQuery(id))
  const contact = useFollowedContact(id, overview.data?.latestVisit?.open === true)

  useNoteOpened(contact.data)

  if (contact.error instanceof ApiError && contact.error.status === 404) return <MissingContact id={id} />
  if (contact.data === undefined && contact.error !== null) {
    return <FailedState error={contact.error} onRetry={() => void contact.refetch()} />
  }
  const isKnown = contact.data !== undefined
  const figures =
    overview.data === undefined ? (
      overview.error !== null ? (
        <FailedState error={overview.error} onRetry={() => void overview.refetch()} />
      ) : (
        <Skeleton height={76} />
      )
    ) : (
      <>
        <MetricsRow metrics={overview.data.metrics} />
        {!overview.data.countsAreComplete && <Alert color="yellow.9">{text('incomplete')}</Alert>}
      </>
    )
  const journey = <ProfileJourney contactId={id} name={nameOf(contact.data ?? { id })} />
  const latestVisit = (
    <aside className={classes.aside} aria-label={text('latestVisit')}>
      {overview.data !== undefined && <LatestVisitPanel visit={overview.data.latestVisit} />}
    </aside>
  )
  return (
    <div className={classes.profile}>
      {contact.data === undefined ? (
        <Skeleton height={HEADER_HEIGHT} />
      ) : (
        <ProfileHeader contact={contact.data} latestVisit={overview.data?.latestVisit ?? null} />
      )}
      {contact.data !== undefined && overview.data?.mergedFrom && (
        <MergeBanner merge={overview.data.mergedFrom} contactId={contact.data.id} />
      )}
      {isPhone ? (
        // What stands above each part elsewhere is the first of them here: the others begin in sight.
        <>
          {isKnown && <ProfileTabs contactId={id} />}
          {isOverview && (
            <>
              {figures}
              {journey}
              {latestVisit}
            </>
          )}
          {isKnown && <Outlet />}
        </>
      ) : (
        <>
          {figures}
          {journey}
          {isKnown && (
            <div className={classes.columns}>
              {latestVisit}
              <div className={classes.main}>
                <ProfileTabs contactId={id} />
                <Outlet />
              </div>
            </div>
          )}
        </>
      )}
      {visit !== undefined && (
        <Suspense>
          <VisitDrawer id={visit} eventId={event} />
        </Suspense>
      )}
    </div>
  )
}
