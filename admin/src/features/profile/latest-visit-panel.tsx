import { Anchor, Group, Paper, Stack, Text, Title } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { Notice } from '../../shared/notice.tsx'
import { OpenMark } from './open-mark.tsx'
import type { Visit } from './profile.api.ts'
import { useProfileTexts } from './profile.texts.ts'
import { VisitFacts } from './visit/visit-facts.tsx'

/** The newest visit, beside every tab; it grows while it goes on. */
export function LatestVisitPanel({ visit }: { visit: Visit | null }) {
  const text = useProfileTexts()
  if (visit === null) return <Notice title={text('noVisitTitle')} message={text('noVisit')} />
  return (
    <Paper withBorder p="md">
      <Stack gap="sm">
        <Group justify="space-between" gap="xs">
          <Title order={2} size="h3">
            {text('latestVisit')}
          </Title>
          <Anchor
            size="sm"
            renderRoot={(props) => <Link to="/visits/$id" params={{ id: visit.id }} {...props} />}
          >
            {text('visitDetail')}
          </Anchor>
        </Group>
        {visit.open && <OpenMark since={visit.startedAt} />}
        {visit.robot && (
          <Text size="sm" c="dimmed">
            {text('robotVisit')}
          </Text>
        )}
        <VisitFacts visit={visit} />
      </Stack>
    </Paper>
  )
}
