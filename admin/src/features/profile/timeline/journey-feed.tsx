import { Button, Stack, Text, Timeline } from '@mantine/core'
import { useMemo, useState } from 'react'
import { KindIcon } from '../../../shared/kind-icon.tsx'
import { groupFeed } from './group-feed.ts'
import type { Journey, Mark } from './journey.api.ts'
import classes from './journey.module.css'
import { useJourneyTexts } from './journey.texts.ts'
import { FeedCard } from './visit-card.tsx'

/** Few at first: what else there is to see of a contact stands below. */
const FIRST = 4
const STEP = 30
const TINTS = 6
const days = new Intl.DateTimeFormat(undefined, {
  weekday: 'short',
  day: 'numeric',
  month: 'long',
  year: 'numeric',
})

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
                    <FeedCard contactId={journey.contactId} visit={visit} onOpenVisit={onOpenVisit} />
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
