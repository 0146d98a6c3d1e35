import { Button, Stack, Text } from '@mantine/core'
import { IconArrowLeft } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { getRouteApi, Link } from '@tanstack/react-router'
import { ApiError } from '../../../shared/api.ts'
import { useContactName } from '../../../shared/contact-name.tsx'
import { formatExact } from '../../../shared/format.ts'
import { PageHead } from '../../../shared/page-head.tsx'
import { contactQuery, visitQuery } from '../profile.api.ts'
import { useProfileTexts } from '../profile.texts.ts'
import { MissingVisit } from './missing-visit.tsx'
import { VisitView } from './visit-view.tsx'

const route = getRouteApi('/visits/$id')

/** A visit by itself, for links to it. */
export function VisitPage() {
  const text = useProfileTexts()
  const { id } = route.useParams()
  const { event } = route.useSearch()
  const visit = useQuery(visitQuery(id))
  if (visit.error instanceof ApiError && visit.error.status === 404) {
    return (
      <MissingVisit isPage>
        <Button component={Link} to="/contacts">
          {text('toContacts')}
        </Button>
      </MissingVisit>
    )
  }
  return (
    <Stack gap="xs">
      <PageHead
        title={
          visit.data === undefined
            ? text('visitDetail')
            : text('visitAt', { at: formatExact(Date.parse(visit.data.startedAt)) })
        }
        actions={visit.data && <VisitorLink contactId={visit.data.contactId} />}
      />
      <VisitView id={id} eventId={event} />
    </Stack>
  )
}

function VisitorLink({ contactId }: { contactId: string }) {
  const text = useProfileTexts()
  const nameOf = useContactName()
  const { data } = useQuery(contactQuery(contactId))
  return (
    <Button
      variant="default"
      maw="min(480px, calc(100vw - 32px))"
      leftSection={<IconArrowLeft size={16} aria-hidden />}
      renderRoot={(props) => <Link to="/contacts/$id/overview" params={{ id: contactId }} {...props} />}
    >
      <Text component="bdi" inherit truncate>
        {text('visitTitle', { name: nameOf(data ?? { id: contactId }) })}
      </Text>
    </Button>
  )
}
