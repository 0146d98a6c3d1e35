import { Link } from '@tanstack/react-router'
import { useProfileTexts } from './profile.texts.ts'
import classes from './profile-tabs.module.css'

const tabs = [
  ['/contacts/$id/overview', 'overview'],
  ['/contacts/$id/activity', 'activity'],
  ['/contacts/$id/visits', 'visitsTab'],
  ['/contacts/$id/details', 'details'],
  ['/contacts/$id/consents', 'consents'],
  ['/contacts/$id/identities', 'identities'],
] as const

/** Pages of their own, so links: they open in another tab of the browser, too. */
export function ProfileTabs({ contactId }: { contactId: string }) {
  const text = useProfileTexts()
  return (
    <nav aria-label={text('tabs')} className={classes.tabs}>
      {tabs.map(([to, name]) => (
        <Link
          key={to}
          to={to}
          params={{ id: contactId }}
          search={({
            from,
            to: until,
            gaps,
          }: {
            from?: string
            to?: string
            gaps?: 'collapse' | 'true'
          }) => ({
            from,
            to: until,
            gaps,
          })}
          resetScroll={false}
          className={classes.tab}
          activeProps={{ 'aria-current': 'page' }}
        >
          {text(name)}
        </Link>
      ))}
    </nav>
  )
}
