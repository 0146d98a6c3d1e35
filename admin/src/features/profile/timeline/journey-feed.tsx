import { Button, Group, Paper, Stack, Text, Timeline } from '@mantine/core'
import { useMemo, useState } from 'react'
import { formatDuration, formatNumber } from '../../../shared/format.ts'
import { KindIcon } from '../../../shared/kind-icon.tsx'
import { type FeedVisit, groupFeed } from './group-feed.ts'
import type { Journey, Mark } from './journey.api.ts'
import classes from './journey.module.css'
import { useJourneyTexts } from './journey.texts.ts'
import { countOf, nameOf, namesOf, valuesOf } from './mark-texts.ts'

/** Few at first: what else there is to see of a contact stands below. */
const FIRST = 6
const STEP = 30
const TINTS = 6
const days = new Intl.DateTimeFormat(undefined, {
  weekday: 'short',
  day: 'numeric',
  month: 'long',
  year: 'numeric',
})
const times = new Intl.DateTimeFormat(undefined, { hour: 'numeric', minute: '2-digit' })
const kinds = ['campaign', 'goal', 'outcome'] as const

/** The journey on a phone: no drawing, but eras, days and visits below each other, the newest on top. */
export function JourneyFeed({
  journey,
  marks,
  onOpenVisit,
}: {
  journey: Journey
  marks: readonly Mark[]
  onOpenVisit: (visitId: string) => void
}) {
  const text = useJourneyTexts()
  const [most, setMost] = useState(FIRST)
  const feed = useMemo(() => groupFeed(journey, marks, (at) => days.format(at), most), [journey, marks, most])
  const visits = marks.filter(({ kind }) => kind === 'visit').length
  return (
    <Stack gap="sm">
      {feed.map(({ era, days }) => (
        <section key={era.from} aria-label={text('era', { label: era.label })}>
          <div className={classes.feedEra} data-tint={era.place % TINTS}>
            {era.label}
          </div>
          {days.map(({ day, visits }) => (
            <div key={day}>
              <Text size="xs" c="dimmed" fw={600} mt="sm" mb="xs">
                {day}
              </Text>
              <Timeline bulletSize={24} lineWidth={2}>
                {visits.map((visit) => (
                  <Timeline.Item
                    key={visit.visit.id}
                    mt="xs"
                    bullet={<KindIcon kind="pageView" size={14} isBeside />}
                    lineVariant={visit.visit.open ? 'dashed' : 'solid'}
                  >
                    <VisitCard visit={visit} onOpen={() => onOpenVisit(visit.visit.visitId)} />
                  </Timeline.Item>
                ))}
              </Timeline>
            </div>
          ))}
        </section>
      ))}
      {visits > most && (
        <Button variant="default" onClick={() => setMost(most + STEP)}>
          {text('showMore')}
        </Button>
      )}
    </Stack>
  )
}

function VisitCard({ visit: { visit, marks }, onOpen }: { visit: FeedVisit; onOpen: () => void }) {
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
    <Paper component="button" type="button" withBorder p="xs" className={classes.card} onClick={onOpen}>
      <Group justify="space-between" gap="xs" wrap="nowrap">
        <Text size="sm" fw={600}>
          {nameOf([visit], text)}
        </Text>
        <Text size="xs" c="dimmed">
          {times.format(visit.at)}
        </Text>
      </Group>
      <Text size="xs" c="dimmed">
        {facts.join(' · ')}
      </Text>
      {kinds.map((kind) => {
        const ofKind = marks.filter((mark) => mark.kind === kind)
        if (ofKind.length === 0) return null
        return (
          <Group key={kind} gap={4} mt={2} wrap="nowrap">
            <KindIcon kind={kind} size={14} isBeside />
            <Text size="xs">
              {countOf(ofKind) === 1
                ? nameOf(ofKind, text)
                : `${formatNumber(countOf(ofKind))} · ${namesOf(ofKind, text).join(', ')}`}
            </Text>
          </Group>
        )
      })}
    </Paper>
  )
}
