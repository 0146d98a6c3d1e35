import { Button, Group, Stack, Text, Title } from '@mantine/core'
import { IconArrowsMaximize, IconBraces, IconListDetails } from '@tabler/icons-react'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { lazy, Suspense, useEffect, useRef, useState } from 'react'
import { ApiError } from '../../../shared/api.ts'
import { CopyButton } from '../../../shared/copy-button.tsx'
import { PageState } from '../../../shared/page-state.tsx'
import { RoleButton } from '../../../shared/role-button.tsx'
import { OpenMark } from '../open-mark.tsx'
import { visitKey, visitPagesQuery, visitQuery } from '../profile.api.ts'
import { useProfileTexts } from '../profile.texts.ts'
import { MissingVisit } from './missing-visit.tsx'
import { VisitFacts } from './visit-facts.tsx'
import { VisitPagesTable } from './visit-pages-table.tsx'

const EndVisitDialog = lazy(() => import('../../../shared/end-visit-dialog.tsx'))
// Few ask for it.
const VisitJson = lazy(() => import('./visit-json.tsx'))

/** A visit page by page; follows it while it goes on. */
export function VisitView({
  id,
  eventId,
  isInDrawer = false,
}: {
  id: string
  eventId?: string | undefined
  isInDrawer?: boolean
}) {
  const text = useProfileTexts()
  const client = useQueryClient()
  const visit = useQuery(visitQuery(id))
  const pages = useQuery(visitPagesQuery(id))
  const [isEnding, setIsEnding] = useState(false)
  const [showsJson, setShowsJson] = useState(false)
  const known = useRef(visit.data?.activityCount)
  const count = visit.data?.activityCount
  useEffect(() => {
    const before = known.current
    known.current = count
    if (before !== undefined && count !== undefined && before !== count)
      void client.invalidateQueries({ queryKey: [...visitKey(id), 'pages'] })
  }, [client, id, count])

  if (visit.error instanceof ApiError && visit.error.status === 404) return <MissingVisit />
  return (
    <Stack gap="md">
      <PageState query={visit}>
        {(data) => (
          <Stack gap="xs">
            <Group justify="space-between" gap="xs">
              {data.open ? <OpenMark since={data.startedAt} /> : <span />}
              <Group gap={6}>
                <Button
                  variant="default"
                  size="xs"
                  leftSection={<IconListDetails size={16} aria-hidden />}
                  renderRoot={(props) => <Link to={`/activities?visit=${data.id}` as string} {...props} />}
                >
                  {text('showActivities')}
                </Button>
                <CopyButton value={id} name={text('copyVisit')} label={text('copyVisit')} />
                {data.open && (
                  <RoleButton
                    roles={['admin', 'marketer']}
                    variant="default"
                    size="xs"
                    onClick={() => setIsEnding(true)}
                  >
                    {text('endVisit')}
                  </RoleButton>
                )}
                <Button
                  variant="default"
                  size="xs"
                  leftSection={<IconBraces size={16} aria-hidden />}
                  aria-expanded={showsJson}
                  onClick={() => setShowsJson(!showsJson)}
                >
                  {text(showsJson ? 'hideJson' : 'showJson')}
                </Button>
                {isInDrawer && (
                  <Button
                    variant="default"
                    size="xs"
                    leftSection={<IconArrowsMaximize size={16} aria-hidden />}
                    renderRoot={(props) => <Link to="/visits/$id" params={{ id }} {...props} />}
                  >
                    {text('openAsPage')}
                  </Button>
                )}
              </Group>
            </Group>
            {data.robot && (
              <Text size="sm" c="dimmed">
                {text('robotVisit')}
              </Text>
            )}
            <VisitFacts visit={data} address={data.address} />
            {isEnding && (
              <Suspense>
                <EndVisitDialog visitId={id} contactId={data.contactId} onClose={() => setIsEnding(false)} />
              </Suspense>
            )}
          </Stack>
        )}
      </PageState>
      {showsJson && visit.data !== undefined && pages.data !== undefined && (
        <Suspense>
          <VisitJson visit={visit.data} pages={pages.data} />
        </Suspense>
      )}
      <PageState query={pages}>
        {(data) => (
          <section aria-label={text('visitPages')}>
            <Title order={2} size="h3" mb="xs">
              {text('visitPages')}
            </Title>
            <VisitPagesTable pages={data} eventId={eventId} />
          </section>
        )}
      </PageState>
    </Stack>
  )
}
