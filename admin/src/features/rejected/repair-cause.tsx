import { Button, Group, Paper, Stack, Text, Title } from '@mantine/core'
import { IconPlayerPlay } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useId, useState } from 'react'
import { findRepair } from '../../shared/repairs/find-repair.ts'
import { RepairAction } from '../../shared/repairs/repair.tsx'
import { nearDefinitionsQuery } from '../../shared/repairs/repairs.api.ts'
import { causesQuery } from './rejected.api.ts'
import { useRejectedTexts } from './rejected.texts.ts'

/** What can be done about a cause here and now, and then for all that wait for it; nothing where only its sender can mend it. */
export function RepairCause({
  api,
  code,
  channelId,
  subject,
  onReplayAll,
  onUse,
}: {
  api: 'sitecore' | 'xperience'
  code: string
  channelId: string | null
  subject: string | null
  onReplayAll: (filter: Readonly<Record<string, string>>) => void
  /** Takes, for the event that is looked at, the name that was probably meant. */
  onUse?: (name: string) => void
}) {
  const text = useRejectedTexts()
  const reason = useId()
  const [isMended, setIsMended] = useState(false)
  const repair = findRepair({ api, code, channelId, origin: null, name: subject })
  const filter = {
    api,
    code,
    ...(channelId !== null && { channel: channelId }),
    ...(subject !== null && { subject }),
  }
  const { data } = useQuery({ ...causesQuery(filter), enabled: repair !== null })
  const { data: near } = useQuery({
    ...nearDefinitionsQuery(subject ?? ''),
    enabled: repair?.type === 'createDefinition',
  })
  // Mended here, or by somebody else since.
  const isDefined =
    repair?.type === 'createDefinition' &&
    near?.items.some(({ kind, name }) => kind === repair.kind && isSame(name, repair.name)) === true
  const canReplay = isMended || isDefined
  if (repair === null) return null
  const waiting = data?.items.reduce((sum, cause) => sum + cause.replayable, 0) ?? 0
  return (
    <Paper withBorder p="md" component="section" aria-label={text('repairTitle')}>
      <Title order={2} size="h3">
        {text('repairTitle')}
      </Title>
      <Text size="sm" c="dimmed" mb="xs">
        {text('repairHere')}
      </Text>
      <Stack gap="xs" align="flex-start">
        <RepairAction repair={repair} onDone={() => setIsMended(true)} {...(onUse && { onUse })} />
        {waiting > 0 && (
          <Group gap="xs">
            <Button
              variant={canReplay ? 'filled' : 'default'}
              size="xs"
              aria-disabled={!canReplay}
              data-disabled={!canReplay || undefined}
              aria-describedby={canReplay ? undefined : reason}
              leftSection={<IconPlayerPlay size={16} aria-hidden />}
              onClick={() => {
                if (canReplay) onReplayAll(filter)
              }}
            >
              {text('repairThen', { count: waiting })}
            </Button>
            {!canReplay && (
              <Text id={reason} size="xs" c="dimmed">
                {text('repairFirst')}
              </Text>
            )}
          </Group>
        )}
      </Stack>
    </Paper>
  )
}

function isSame(name: string, other: string): boolean {
  return name.toLowerCase() === other.toLowerCase()
}
