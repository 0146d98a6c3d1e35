import { Button, Group, Paper, Stack, Text, Title } from '@mantine/core'
import { IconPlayerPlay } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { type ReactNode, useId, useState } from 'react'
import { findRepair } from '../../shared/repairs/find-repair.ts'
import { RepairAction } from '../../shared/repairs/repair.tsx'
import { isCalled, nearDefinitionsQuery } from '../../shared/repairs/repairs.api.ts'
import { filterOfCause } from './bulk-filter.ts'
import { nameCause } from './cause-name.ts'
import { causesQuery } from './rejected.api.ts'
import { useRejectedTexts } from './rejected.texts.ts'
import type { BulkReplay } from './use-bulk-replay.tsx'

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
  onReplayAll: (plan: BulkReplay) => void
  /** Takes, for the event that is looked at, the name that was probably meant. */
  onUse?: (name: string) => void
}) {
  const text = useRejectedTexts()
  const [isMended, setIsMended] = useState(false)
  const repair = findRepair({ api, code, channelId, origin: subject, name: subject })
  const asked = {
    api,
    code,
    ...(channelId !== null && { channel: channelId }),
    ...(subject !== null && { subject }),
  }
  const { data } = useQuery({ ...causesQuery(asked), enabled: repair !== null })
  const { data: near } = useQuery({
    ...nearDefinitionsQuery(subject ?? ''),
    enabled: repair?.type === 'createDefinition',
  })
  // Mended here, or by somebody else since.
  const isDefined =
    repair?.type === 'createDefinition' &&
    near?.items.some((one) => one.kind === repair.kind && isCalled(one, repair.name)) === true
  if (repair === null) return null
  const waiting = data?.items.filter((cause) => cause.waiting > 0) ?? []
  const plan: BulkReplay = {
    // Those that were counted, and none that came since.
    filter: {
      ...filterOfCause({ api, code, channelId, subject }, { from: data?.from ?? '', to: data?.to ?? '' }),
    },
    count: waiting.reduce((sum, cause) => sum + cause.waiting, 0),
    cause: nameCause(text, code, subject),
    channelIds: waiting.map((cause) => cause.channelId),
  }
  const canUseForAll = subject !== null && plan.count > (onUse === undefined ? 0 : 1)
  const uses = (name: string): ReactNode => (
    <>
      {onUse !== undefined && (
        <Button size="xs" onClick={() => onUse(name)}>
          {text('use', { name })}
        </Button>
      )}
      {canUseForAll && (
        <Button
          size="xs"
          variant={onUse === undefined ? 'filled' : 'default'}
          leftSection={<IconPlayerPlay size={16} aria-hidden />}
          onClick={() => onReplayAll({ ...plan, renaming: { from: subject, to: name } })}
        >
          {text('useForAll', { name, count: plan.count })}
        </Button>
      )}
    </>
  )
  return (
    <Paper withBorder p="md" component="section" aria-label={text('repairTitle')}>
      <Title order={2} size="h3">
        {text('repairTitle')}
      </Title>
      <Text size="sm" c="dimmed" mb="xs">
        {text(repair.type === 'allowOrigin' ? 'repairOrigin' : 'repairHere')}
      </Text>
      <Stack gap="xs" align="flex-start">
        <RepairAction
          repair={repair}
          onDone={() => setIsMended(true)}
          next={text('repairNext')}
          {...((onUse !== undefined || canUseForAll) && { uses })}
        />
        {plan.count > 0 && (
          <ReplayAll count={plan.count} isMended={isMended || isDefined} onReplay={() => onReplayAll(plan)} />
        )}
      </Stack>
    </Paper>
  )
}

function ReplayAll({
  count,
  isMended,
  onReplay,
}: {
  count: number
  isMended: boolean
  onReplay: () => void
}) {
  const text = useRejectedTexts()
  const reason = useId()
  return (
    <Group gap="xs">
      <Button
        variant={isMended ? 'filled' : 'default'}
        size="xs"
        aria-disabled={!isMended}
        data-disabled={!isMended || undefined}
        aria-describedby={isMended ? undefined : reason}
        leftSection={<IconPlayerPlay size={16} aria-hidden />}
        onClick={() => {
          if (isMended) onReplay()
        }}
      >
        {text('repairThen', { count })}
      </Button>
      {!isMended && (
        <Text id={reason} size="xs" c="dimmed">
          {text('repairFirst')}
        </Text>
      )}
    </Group>
  )
}
