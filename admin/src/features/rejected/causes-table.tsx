import { ActionIcon, Button, Group, Menu, Table, Text, Tooltip, VisuallyHidden } from '@mantine/core'
import { IconDots, IconList, IconPlayerPlay, IconTrash } from '@tabler/icons-react'
import { Link, useNavigate } from '@tanstack/react-router'
import type { MouseEvent } from 'react'
import type { RejectedCause } from '../../../../server/src/features/rejected-events/rejected-events.schemas.ts'
import { formatNumber } from '../../shared/format.ts'
import { useChannelNames } from '../../shared/set-up.api.ts'
import { Sparkline } from '../../shared/sparkline.tsx'
import { TimeAgo } from '../../shared/time-ago.tsx'
import { isFailure, nameCause } from './cause-name.ts'
import classes from './rejected.module.css'
import { useRejectedTexts } from './rejected.texts.ts'

export interface CauseActions {
  readonly onReplay: (cause: RejectedCause) => void
  readonly onDiscard: (cause: RejectedCause) => void
}

/** What went wrong, how often, and how many still wait for somebody. */
export function CausesTable({
  causes,
  period,
  onReplay,
  onDiscard,
}: CauseActions & { causes: readonly RejectedCause[]; period: string | undefined }) {
  const text = useRejectedTexts()
  const channelNames = useChannelNames()
  const navigate = useNavigate()
  const searchWithin = (cause: RejectedCause) => ({
    ...searchOf(cause),
    ...(period !== undefined && { period }),
  })
  const openRow = (event: MouseEvent, cause: RejectedCause) => {
    if ((event.target as Element).closest('a, button') !== null) return
    if (window.getSelection()?.isCollapsed ?? true)
      void navigate({ to: '/live/rejected', search: searchWithin(cause) })
  }
  return (
    <div className={classes.frame}>
      <Table aria-label={text('causesLabel')} className={classes.causes} highlightOnHover>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{text('cause')}</Table.Th>
            <Table.Th>{text('channel')}</Table.Th>
            <Table.Th className={classes.number}>{text('count')}</Table.Th>
            <Table.Th className={classes.number}>{text('waiting')}</Table.Th>
            <Table.Th className={classes.trend}>{text('trend')}</Table.Th>
            <Table.Th>{text('lastSeen')}</Table.Th>
            <Table.Th className={classes.more}>
              <VisuallyHidden>{text('actions')}</VisuallyHidden>
            </Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {causes.map((cause) => {
            const name = nameCause(text, cause.code, cause.subject)
            return (
              <Table.Tr
                key={`${cause.api} ${cause.channelId} ${cause.code} ${cause.subject}`}
                {...(cause.kept > 0 && {
                  className: classes.opens,
                  onClick: (event: MouseEvent) => openRow(event, cause),
                })}
              >
                <Table.Td className={classes.cause}>
                  {cause.kept > 0 ? (
                    <Link to="/live/rejected" search={searchWithin(cause)} className={classes.name}>
                      {name}
                    </Link>
                  ) : (
                    <span className={classes.name}>{name}</span>
                  )}
                  <Text size="xs" c="dimmed" lineClamp={2}>
                    {cause.message ?? text('onlyCountedWhy')}
                  </Text>
                </Table.Td>
                <Table.Td className={classes.channel}>
                  {channelNames.get(cause.channelId ?? '') ?? text('noChannel')}
                  <Text size="xs" c="dimmed">
                    {text(isFailure(cause.code) ? 'byFailure' : 'byRule', { api: text(`api_${cause.api}`) })}
                  </Text>
                </Table.Td>
                <Table.Td className={classes.number} data-label={text('count')}>
                  {formatNumber(cause.count)}
                </Table.Td>
                <Table.Td className={classes.number} data-label={text('waiting')}>
                  {cause.kept === 0 ? (
                    <Text span size="xs" c="dimmed">
                      {text('onlyCounted')}
                    </Text>
                  ) : cause.waiting > 0 ? (
                    <span className={classes.waiting}>{formatNumber(cause.waiting)}</span>
                  ) : (
                    formatNumber(0)
                  )}
                  <Outcome cause={cause} />
                </Table.Td>
                <Table.Td className={classes.trend}>
                  <Sparkline
                    values={cause.trend}
                    label={text('trendOf', { count: cause.count, most: Math.max(...cause.trend) })}
                  />
                </Table.Td>
                <Table.Td className={classes.time}>
                  <TimeAgo at={cause.lastAt} />
                  <Text size="xs" c="dimmed" component="div">
                    {text('firstSeen')} <TimeAgo at={cause.firstAt} />
                  </Text>
                </Table.Td>
                <Table.Td className={classes.more}>
                  <CauseMenu
                    cause={cause}
                    name={name}
                    period={period}
                    onReplay={onReplay}
                    onDiscard={onDiscard}
                  />
                </Table.Td>
              </Table.Tr>
            )
          })}
        </Table.Tbody>
      </Table>
    </div>
  )
}

/** What became of the others, and of those that wait. */
function Outcome({ cause }: { cause: RejectedCause }) {
  const text = useRejectedTexts()
  return (['tried', 'unreplayable', 'replayed', 'discarded'] as const).map(
    (what) =>
      cause[what] > 0 && (
        <Text key={what} size="xs" c="dimmed">
          {text(`outcome_${what}`, { count: cause[what] })}
        </Text>
      ),
  )
}

function searchOf({ api, channelId, code, subject, waiting }: RejectedCause) {
  return {
    view: 'events' as const,
    api,
    code,
    ...(waiting > 0 && { state: 'waiting' as const }),
    ...(channelId !== null && { channel: channelId }),
    ...(subject !== null && { subject }),
  }
}

function CauseMenu({
  cause,
  name,
  period,
  onReplay,
  onDiscard,
}: CauseActions & { cause: RejectedCause; name: string; period: string | undefined }) {
  const text = useRejectedTexts()
  if (cause.kept === 0) return null
  const open = cause.waiting + cause.unreplayable
  return (
    <Group gap={4} wrap="nowrap" justify="flex-end">
      {cause.waiting > 0 && (
        <Tooltip label={text('replayAll', { count: cause.waiting })}>
          <Button
            variant="default"
            size="compact-sm"
            leftSection={<IconPlayerPlay size={14} aria-hidden />}
            classNames={{ section: classes.replayIcon ?? '', label: classes.replayWord ?? '' }}
            aria-label={`${text('replayAll', { count: cause.waiting })}: ${name}`}
            onClick={() => onReplay(cause)}
          >
            {text('replay')}
          </Button>
        </Tooltip>
      )}
      <Menu position="bottom-end" shadow="md">
        <Menu.Target>
          <ActionIcon
            variant="subtle"
            color="gray"
            size="md"
            aria-label={text('actionsFor', { cause: name })}
          >
            <IconDots size={16} aria-hidden />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item
            renderRoot={(props) => (
              <Link
                to="/live/rejected"
                search={{ ...searchOf(cause), ...(period !== undefined && { period }) }}
                {...props}
              />
            )}
            leftSection={<IconList size={16} aria-hidden />}
          >
            {text('see')}
          </Menu.Item>
          {open > 0 && (
            <Menu.Item leftSection={<IconTrash size={16} aria-hidden />} onClick={() => onDiscard(cause)}>
              {text('discardAll', { count: open })}
            </Menu.Item>
          )}
        </Menu.Dropdown>
      </Menu>
    </Group>
  )
}
