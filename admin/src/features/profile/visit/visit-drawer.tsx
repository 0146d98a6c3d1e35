import { useNavigate } from '@tanstack/react-router'
import { SideDrawer } from '../../../shared/side-drawer.tsx'
import { useProfileTexts } from '../profile.texts.ts'
import { VisitView } from './visit-view.tsx'

/** A visit over the profile, at one of its events where one is named. */
export default function VisitDrawer({ id, eventId }: { id: string; eventId: string | undefined }) {
  const text = useProfileTexts()
  const navigate = useNavigate()
  const close = () =>
    void navigate({
      to: '.',
      search: (search: Record<string, unknown>) => ({ ...search, visit: undefined, event: undefined }),
      resetScroll: false,
    })
  return (
    <SideDrawer title={text('visitDetail')} closeLabel={text('closeVisit')} size={720} onClose={close}>
      <VisitView id={id} eventId={eventId} isInDrawer />
    </SideDrawer>
  )
}
