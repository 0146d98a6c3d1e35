import { Group, Paper, Stack, Text } from '@mantine/core'
import { IconChevronDown, IconChevronUp } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { type ReactNode, useState } from 'react'
import { formatDuration, formatNumber } from '../../../shared/format.ts'
import { KindIcon } from '../../../shared/kind-icon.tsx'
import { PageState, RowSkeletons } from '../../../shared/page-state.tsx'
import { type FeedVisit, takeApart } from './group-feed.ts'
import { journeyQuery, type Mark, readMark } from './journey.api.ts'
import classes from './journey.module.css'
import { useJourneyTexts } from './journey.texts.ts'
import { countOf, nameOf, namesOf, valuesOf } from './mark-texts.ts'

/** As many pixels as the server takes: of a short time it then tells nearly every visit from the next. */
const CLOSEST = 4_000
const times = new Intl.DateTimeFormat(undefined, { hour: 'numeric', minute: '2-digit' })
const kinds = ['campaign', 'goal', 'outcome'] as const

interface CardProps {
  readonly contactId: string
  readonly visit: FeedVisit
  readonly onOpenVisit: (visitId: string) => void
}

/** A visit opens; several that came as one open below, each as a card of its own. */
export function FeedCard(props: CardProps) {
  const { visit } = props.visit
  if (visit.count > 1) return <SeveralVisits {...props} />
  return <VisitCard visit={props.visit} onPress={() => props.onOpenVisit(visit.visitId)} />
}

function SeveralVisits(props: CardProps) {
  const [isOpen, setIsOpen] = useState(false)
  const Chevron = isOpen ? IconChevronUp : IconChevronDown
  return (
    <>
      <VisitCard
        visit={props.visit}
        isExpanded={isOpen}
        icon={<Chevron size={16} aria-hidden />}
        onPress={() => setIsOpen(!isOpen)}
      />
      {isOpen && <ApartVisits {...props} />}
    </>
  )
}

function ApartVisits({ contactId, visit: { visit: several }, onOpenVisit }: CardProps) {
  const query = useQuery(journeyQuery(contactId, { from: several.at, until: several.until + 1 }, CLOSEST))
  return (
    <PageState query={query} skeleton={<RowSkeletons rows={2} />}>
      {({ marks }) => (
        <Stack gap="xs" mt="xs" ps="sm">
          {takeApart(several, marks.map(readMark)).map((visit) =>
            visit.visit.count < several.count ? (
              <FeedCard key={visit.visit.id} contactId={contactId} visit={visit} onOpenVisit={onOpenVisit} />
            ) : (
              // Of the very same moment: nothing tells them apart.
              <VisitCard
                key={visit.visit.id}
                visit={visit}
                onPress={() => onOpenVisit(visit.visit.visitId)}
              />
            ),
          )}
        </Stack>
      )}
    </PageState>
  )
}

function VisitCard({
  visit: { visit, marks },
  icon,
  isExpanded,
  onPress,
}: {
  visit: FeedVisit
  icon?: ReactNode
  /** Of what opens below; undefined of what opens elsewhere. */
  isExpanded?: boolean
  onPress: () => void
}) {
  const text = useJourneyTexts()
  const facts = [
    ...(visit.open ? [text('openVisit')] : []),
    ...(visit.count === 1 && visit.until > visit.at ? [formatDuration(visit.until - visit.at)] : []),
    ...(visit.pageViews > 0 ? [text('pages', { count: visit.pageViews })] : []),
    ...valuesOf(
      [visit, ...marks.filter(({ kind }) => kind === 'outcome').map((mark) => ({ ...mark, points: 0 }))],
      text,
    ),
  ]
  return (
    <Paper
      component="button"
      type="button"
      withBorder
      p="xs"
      className={classes.card}
      aria-expanded={isExpanded}
      onClick={onPress}
    >
      <Group justify="space-between" gap="xs" wrap="nowrap">
        <Text size="sm" fw={600}>
          {nameOf([visit], text)}
        </Text>
        <Text size="xs" c="dimmed" className={classes.legend}>
          {visit.count > 1 ? times.formatRange(visit.at, visit.until) : times.format(visit.at)}
          {icon}
        </Text>
      </Group>
      <Text size="xs" c="dimmed">
        {facts.join(' · ')}
      </Text>
      {kinds.map((kind) => (
        <Reached key={kind} kind={kind} marks={marks.filter((mark) => mark.kind === kind)} />
      ))}
    </Paper>
  )
}

function Reached({ kind, marks }: { kind: (typeof kinds)[number]; marks: readonly Mark[] }) {
  const text = useJourneyTexts()
  if (marks.length === 0) return null
  return (
    <Group gap={4} mt={2} wrap="nowrap">
      <KindIcon kind={kind} size={14} isBeside />
      <Text size="xs">
        {countOf(marks) === 1
          ? nameOf(marks, text)
          : `${formatNumber(countOf(marks))} · ${namesOf(marks, text).join(', ')}`}
      </Text>
    </Group>
  )
}
