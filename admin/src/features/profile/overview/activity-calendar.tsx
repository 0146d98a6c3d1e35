import { Group, Paper, Table, Text, Title } from '@mantine/core'
import { useState } from 'react'
import { formatDay, formatNumber } from '../../../shared/format.ts'
import { TableSwitch } from '../../../shared/table-switch.tsx'
import type { Overview } from '../profile.api.ts'
import { useProfileTexts } from '../profile.texts.ts'
import classes from './activity-calendar.module.css'
import { layOutWeeks } from './calendar-weeks.ts'

const MONDAY = 1

function firstWeekday(): number {
  const locale = new Intl.Locale(navigator.language) as Intl.Locale & {
    getWeekInfo?: () => { firstDay: number }
  }
  return locale.getWeekInfo?.().firstDay ?? MONDAY
}

/** When somebody is active: a year of days, and the same as a table. */
export function ActivityCalendar({ overview }: { overview: Overview }) {
  const text = useProfileTexts()
  const [isTable, setIsTable] = useState(false)
  const { calendar, today, timeZone } = overview
  return (
    <Paper component="section" withBorder p="md" aria-label={text('calendar')}>
      <Group justify="space-between" gap="xs" mb="sm">
        <div>
          <Title order={2} size="h3">
            {text('calendar')}
          </Title>
          <Text size="xs" c="dimmed">
            {text('calendarPeriod', { zone: timeZone })} {'·'}{' '}
            {text('calendarSum', { count: calendar.length })}
          </Text>
        </div>
        {calendar.length > 0 && (
          <TableSwitch title={text('calendar')} isTable={isTable} onChange={setIsTable} />
        )}
      </Group>
      {isTable ? <DaysTable calendar={calendar} /> : <Weeks calendar={calendar} today={today} />}
    </Paper>
  )
}

function Weeks({ calendar, today }: Pick<Overview, 'calendar' | 'today'>) {
  const text = useProfileTexts()
  const weeks = layOutWeeks(calendar, today, firstWeekday())
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: on a phone it scrolls, and what scrolls is reached by the keyboard
    <div className={classes.frame} ref={showEnd} tabIndex={0}>
      {/* The table says the same in words. */}
      <div className={classes.weeks} role="img" aria-label={text('calendarSum', { count: calendar.length })}>
        {weeks.map((week, index) => (
          <div key={week.find((day) => day !== null)?.day ?? index} className={classes.week}>
            {week.map((day, place) =>
              day === null ? (
                <span key={`none ${place}`} className={classes.day} data-none />
              ) : (
                <span
                  key={day.day}
                  className={classes.day}
                  data-level={day.level}
                  title={
                    day.activities === 0
                      ? text('calendarNone', { day: formatDay(day.day) })
                      : text('calendarDay', { day: formatDay(day.day), count: day.activities })
                  }
                />
              ),
            )}
          </div>
        ))}
      </div>
      <div className={classes.months} aria-hidden>
        {listMonths(weeks).map(({ name, column }) => (
          <span key={`${name} ${column}`} style={{ gridColumnStart: column + 1 }}>
            {name}
          </span>
        ))}
      </div>
      <Group gap={4} justify="flex-end" className={classes.legend} aria-hidden>
        <span>{text('less')}</span>
        {[0, 1, 2, 3, 4].map((level) => (
          <span key={level} className={classes.day} data-level={level} />
        ))}
        <span>{text('more')}</span>
      </Group>
    </div>
  )
}

/** Where not the whole year fits, its end is what one came for. */
function showEnd(frame: HTMLDivElement | null): void {
  if (frame !== null) frame.scrollLeft = frame.scrollWidth
}

const months = new Intl.DateTimeFormat(undefined, { month: 'short', timeZone: 'UTC' })

/** Where a month begins, but for the first, of which too little is seen to name it. */
function listMonths(weeks: ReturnType<typeof layOutWeeks>): { name: string; column: number }[] {
  return weeks.flatMap((week, column) => {
    const first = week.find((day) => day?.day.endsWith('-01') === true)
    return first == null ? [] : { name: months.format(new Date(`${first.day}T00:00:00Z`)), column }
  })
}

function DaysTable({ calendar }: Pick<Overview, 'calendar'>) {
  const text = useProfileTexts()
  return (
    <div className={classes.table}>
      <Table stickyHeader>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{text('day')}</Table.Th>
            <Table.Th>{text('activities')}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {calendar.toReversed().map(({ day, activities }) => (
            <Table.Tr key={day}>
              <Table.Td>{formatDay(day)}</Table.Td>
              <Table.Td>{formatNumber(activities)}</Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </div>
  )
}
