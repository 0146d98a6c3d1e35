import { ActionIcon, Group, Tabs, Title, Tooltip } from '@mantine/core'
import { useHotkeys } from '@mantine/hooks'
import { IconChevronLeft, IconChevronRight } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { ApiError } from '../../../shared/api.ts'
import { KindIcon } from '../../../shared/kind-icon.tsx'
import { Notice } from '../../../shared/notice.tsx'
import { PageState } from '../../../shared/page-state.tsx'
import { SideDrawer } from '../../../shared/side-drawer.tsx'
import { useActivityName } from '../../../shared/use-activity-name.ts'
import { activityQuery, type ListedActivity } from '../activities.api.ts'
import type { ActivitiesSearch } from '../activities.search.ts'
import { useActivityTexts } from '../activities.texts.ts'
import { AllFields } from './all-fields.tsx'
import { Essentials } from './essentials.tsx'
import { JsonText } from './json-text.tsx'

/** One activity beside the list: the arrow keys lead to the one before and after it, a value to all that share it. */
export default function ActivityDrawer({
  id,
  items,
  onOpen,
  onFilter,
  onClose,
}: {
  id: string
  /** The page of the list that is shown. */
  items: readonly ListedActivity[]
  onOpen: (id: string) => void
  onFilter: (changes: ActivitiesSearch) => void
  onClose: () => void
}) {
  const text = useActivityTexts()
  const place = items.findIndex((item) => item.id === id)
  const listed = items[place]
  const query = useQuery({ ...activityQuery(id), enabled: listed === undefined })
  const neighbours = place < 0 ? [] : [items[place - 1], items[place + 1]]
  const [previous, next] = neighbours
  useHotkeys([
    ['ArrowLeft', () => previous && onOpen(previous.id)],
    ['ArrowRight', () => next && onOpen(next.id)],
  ])
  const isGone = query.error instanceof ApiError && query.error.status === 404
  return (
    <SideDrawer
      title={text('drawer')}
      closeLabel={text('close')}
      size={720}
      row={id}
      onClose={onClose}
      actions={
        <>
          <Step label={text('previous')} to={previous} onOpen={onOpen} icon={IconChevronLeft} />
          <Step label={text('next')} to={next} onOpen={onOpen} icon={IconChevronRight} />
        </>
      }
    >
      {listed !== undefined ? (
        <Details activity={listed} onFilter={onFilter} />
      ) : isGone ? (
        <Notice title={text('goneTitle')} message={text('gone')} />
      ) : (
        <PageState query={query}>
          {(activity) => <Details activity={activity} onFilter={onFilter} />}
        </PageState>
      )}
    </SideDrawer>
  )
}

function Step({
  label,
  to,
  onOpen,
  icon: Icon,
}: {
  label: string
  to: ListedActivity | undefined
  onOpen: (id: string) => void
  icon: typeof IconChevronLeft
}) {
  return (
    <Tooltip label={label}>
      <ActionIcon
        variant="subtle"
        color="gray"
        aria-label={label}
        disabled={to === undefined}
        onClick={() => to !== undefined && onOpen(to.id)}
      >
        <Icon size={18} aria-hidden />
      </ActionIcon>
    </Tooltip>
  )
}

function Details({
  activity,
  onFilter,
}: {
  activity: ListedActivity
  onFilter: (changes: ActivitiesSearch) => void
}) {
  const text = useActivityTexts()
  const nameActivity = useActivityName()
  return (
    <>
      <Group gap="xs" wrap="nowrap" mb="sm">
        <KindIcon kind={activity.kind} size={22} />
        <Title order={2} size="h3">
          <bdi>{nameActivity(activity)}</bdi>
        </Title>
      </Group>
      <Tabs defaultValue="essentials" keepMounted={false}>
        <Tabs.List mb="sm">
          <Tabs.Tab value="essentials">{text('essentials')}</Tabs.Tab>
          <Tabs.Tab value="all">{text('allFields')}</Tabs.Tab>
          <Tabs.Tab value="json">{text('json')}</Tabs.Tab>
        </Tabs.List>
        <Tabs.Panel value="essentials">
          <Essentials activity={activity} onFilter={onFilter} />
        </Tabs.Panel>
        <Tabs.Panel value="all">
          <AllFields activity={activity} onFilter={onFilter} />
        </Tabs.Panel>
        <Tabs.Panel value="json">
          <JsonText value={activity} />
        </Tabs.Panel>
      </Tabs>
    </>
  )
}
