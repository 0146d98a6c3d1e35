import { Paper, Skeleton, Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import {
  formatDuration,
  formatMoney,
  formatMoneyShort,
  formatNumber,
  formatTenths,
} from '../../shared/format.ts'
import { useSession } from '../../shared/session.ts'
import { Delta } from './delta.tsx'
import { FigureLink } from './figure-link.tsx'
import { formatPercent } from './format-figures.ts'
import { type Figures, type Overview, uniqueContactsQuery } from './overview.api.ts'
import classes from './overview.module.css'
import { useOverviewTexts } from './overview.texts.ts'
import { linkToActivities, linkToContacts } from './overview-links.ts'
import { useOverviewSearch } from './use-overview-search.ts'

/** As many as there are lines in the other tiles; the rest is in the CSV. */
const CURRENCIES = 2

/** The figures of the period, each against the one before. */
export function FigureTiles({ overview: { period, totals, previous } }: { overview: Overview }) {
  const text = useOverviewTexts()
  const { search } = useOverviewSearch()
  const before: Figures | null = previous?.totals ?? null
  const activities = Object.values(totals.activities).reduce((sum, count) => sum + count, 0)
  return (
    <div className={classes.tiles}>
      <Tile
        label={text('visits')}
        now={totals.visits}
        before={before?.visits ?? null}
        format={formatNumber}
        note={
          <FigureLink to={linkToActivities(search, period, null)}>
            {text('activitiesOf', { count: activities })}
          </FigureLink>
        }
      />
      <ContactsTile />
      <Tile
        label={text('valuePerVisit')}
        now={totals.pointsPerVisit}
        before={before?.pointsPerVisit ?? null}
        format={formatTenths}
        note={text('valueTotal', { points: totals.points })}
      />
      <Tile
        label={text('conversionRate')}
        now={totals.conversionRate}
        before={before?.conversionRate ?? null}
        format={formatPercent}
        isShare
        note={
          <>
            {text('conversionsOf', { count: totals.conversions })}
            {' · '}
            <FigureLink to={linkToActivities(search, period, 'goal')}>
              {text('goalsOf', { count: totals.activities.goal })}
            </FigureLink>
          </>
        }
      />
      <Tile
        label={text('bounceRate')}
        now={totals.bounceRate}
        before={before?.bounceRate ?? null}
        format={formatPercent}
        isShare
        isMoreBetter={false}
        note={text('bouncesOf', { count: totals.bounces })}
      />
      <Tile
        label={text('medianDuration')}
        now={totals.medianDurationMs}
        before={before?.medianDurationMs ?? null}
        format={formatDuration}
        note={text('durationOf')}
      />
      <RevenueTile
        now={totals.money}
        before={before?.money ?? null}
        outcomes={totals.activities.outcome}
        list={linkToActivities(search, period, 'outcome')}
      />
    </div>
  )
}

function Tile({
  label,
  now,
  before,
  format,
  isMoreBetter = true,
  isShare = false,
  note,
}: {
  label: string
  now: number | null
  before: number | null
  format: (value: number) => string
  isMoreBetter?: boolean
  isShare?: boolean
  note: ReactNode
}) {
  const text = useOverviewTexts()
  return (
    <TileFrame
      label={label}
      delta={
        <Delta now={now} before={before} format={format} isMoreBetter={isMoreBetter} isShare={isShare} />
      }
      note={note}
    >
      {now === null ? <span title={text('noFigureWhy')}>{text('noFigure')}</span> : format(now)}
    </TileFrame>
  )
}

function TileFrame({
  label,
  delta,
  note,
  children,
}: {
  label: string
  delta?: ReactNode
  note: ReactNode
  children: ReactNode
}) {
  return (
    <Paper withBorder className={classes.tile} component="section" aria-label={label}>
      <Text size="sm" c="dimmed" fw={500}>
        {label}
      </Text>
      <div className={classes.figure}>
        {children}
        {delta}
      </div>
      <Text size="xs" c="dimmed" component="div">
        {note}
      </Text>
    </Paper>
  )
}

/** Counting contacts exactly takes longer than all the rest, which does not wait for it. */
function ContactsTile() {
  const text = useOverviewTexts()
  const { search } = useOverviewSearch()
  const showsAnonymous = useSession().data?.installation.showsAnonymous ?? true
  const { data, error } = useQuery(uniqueContactsQuery(search))
  if (data === undefined)
    return (
      <TileFrame label={text('contacts')} note={error === null ? text('counting') : error.message}>
        {error === null ? <Skeleton height={28} width="60%" my={2} /> : text('noFigure')}
      </TileFrame>
    )
  const { period, contacts, known, anonymous, previous } = data
  const link = (who: 'known' | 'anonymous' | null) => linkToContacts(search, period, who, showsAnonymous)
  return (
    <TileFrame
      label={text('contacts')}
      delta={<Delta now={contacts} before={previous?.contacts ?? null} format={formatNumber} />}
      note={
        <>
          <div className={classes.split} aria-hidden>
            {known > 0 && <span style={{ flex: known, background: 'var(--kind-goal)' }} />}
            {anonymous > 0 && <span style={{ flex: anonymous, background: 'var(--mantine-color-gray-5)' }} />}
          </div>
          <FigureLink to={link('known')}>{text('known', { known })}</FigureLink>
          {' · '}
          <FigureLink to={link('anonymous')}>{text('anonymous', { anonymous })}</FigureLink>
        </>
      }
    >
      <FigureLink to={link(null)}>{formatNumber(contacts)}</FigureLink>
    </TileFrame>
  )
}

/** Currencies side by side, and never added. No tile where nobody spent anything. */
function RevenueTile({
  now,
  before,
  outcomes,
  list,
}: {
  now: Figures['money']
  before: Figures['money'] | null
  /** How many of them brought it. */
  outcomes: number
  /** Where its outcomes are. */
  list: string | null
}) {
  const text = useOverviewTexts()
  const currencies = Object.keys(now).sort((a, b) => (now[b] ?? 0) - (now[a] ?? 0))
  if (currencies.length === 0) return null
  return (
    <TileFrame
      label={text('revenue')}
      note={
        <>
          {currencies.length > CURRENCIES && (
            <>
              {text('moreCurrencies', { count: currencies.length - CURRENCIES })}
              {' · '}
            </>
          )}
          <FigureLink to={list}>{text('revenueOf', { count: outcomes })}</FigureLink>
        </>
      }
    >
      <div className={classes.money}>
        {currencies.slice(0, CURRENCIES).map((currency) => (
          <div key={currency} className={classes.figure} data-several={currencies.length > 1 || undefined}>
            <span title={formatMoney(now[currency] ?? 0, currency)}>
              {formatMoneyShort(now[currency] ?? 0, currency)}
            </span>
            {before !== null && (
              <Delta
                now={now[currency] ?? 0}
                before={before[currency] ?? 0}
                format={(value) => formatMoney(value, currency)}
              />
            )}
          </div>
        ))}
      </div>
    </TileFrame>
  )
}
