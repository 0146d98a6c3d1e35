import { Drawer } from '@mantine/core'
import { getRouteApi, useNavigate } from '@tanstack/react-router'
import { useIsPhone } from '../../../shared/use-is-phone.ts'
import { useProfileTexts } from '../profile.texts.ts'
import classes from './visit-drawer.module.css'
import { VisitView } from './visit-view.tsx'

const route = getRouteApi('/contacts/$id')

/** The visit that the address names, over the profile. */
export default function VisitDrawer() {
  const text = useProfileTexts()
  const { visit, event } = route.useSearch()
  const navigate = useNavigate()
  const isPhone = useIsPhone()
  const close = () =>
    void navigate({
      to: '.',
      search: (search: Record<string, unknown>) => ({ ...search, visit: undefined, event: undefined }),
      resetScroll: false,
    })
  return (
    <Drawer.Root opened={visit !== undefined} onClose={close} position="right" size={isPhone ? '100%' : 720}>
      <Drawer.Overlay />
      <Drawer.Content>
        {/* Mantine's own is a <header>, which would be the banner of a second page. */}
        <div className={classes.head}>
          <Drawer.Title>{text('visitDetail')}</Drawer.Title>
          <Drawer.CloseButton aria-label={text('closeVisit')} />
        </div>
        <Drawer.Body>
          {visit !== undefined && <VisitView id={visit} eventId={event} isInDrawer />}
        </Drawer.Body>
      </Drawer.Content>
    </Drawer.Root>
  )
}
