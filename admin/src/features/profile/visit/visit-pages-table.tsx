import { Table, Text } from '@mantine/core'
import { formatDuration, formatMoney, formatNumber } from '../../../shared/format.ts'
import { VisitorUrl } from '../../../shared/visitor-url.tsx'
import type { VisitPage, VisitPages } from '../profile.api.ts'
import { useProfileTexts } from '../profile.texts.ts'
import { EventBadges } from './event-badges.tsx'
import { sumUp } from './sum-up.ts'
import classes from './visit-pages-table.module.css'

const clock = new Intl.DateTimeFormat(undefined, { timeStyle: 'medium' })

/** Page by page: when, how long, what it was worth and what was done there. The last row adds it up. */
export function VisitPagesTable({
  pages: visit,
  eventId,
}: {
  pages: VisitPages
  eventId?: string | undefined
}) {
  const text = useProfileTexts()
  const { withoutPage, pages, moreActivities } = visit
  const hasWithoutPage = withoutPage.activities.length > 0
  if (pages.length === 0 && !hasWithoutPage) return <Text c="dimmed">{text('visitEmpty')}</Text>
  const sum = sumUp(hasWithoutPage ? [withoutPage, ...pages] : pages)
  return (
    <>
      <Table className={classes.table}>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{text('started')}</Table.Th>
            <Table.Th>{text('page')}</Table.Th>
            <Table.Th data-figure data-wide>
              {text('timeOnPage')}
            </Table.Th>
            <Table.Th data-figure>{text('value')}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {hasWithoutPage && (
            <Table.Tr>
              <Table.Td />
              <Table.Td>
                <Text size="sm" c="dimmed">
                  {text('noPage')}
                  {' · '}
                  {text('noPageHint')}
                </Text>
                <EventBadges place={withoutPage} eventId={eventId} />
              </Table.Td>
              <Table.Td data-figure>{formatDuration(withoutPage.durationMs)}</Table.Td>
              <Table.Td data-figure>
                <Value {...withoutPage} />
              </Table.Td>
            </Table.Tr>
          )}
          {pages.map((page, index) => (
            <PageRow key={page.id} page={page} isLast={index === pages.length - 1} eventId={eventId} />
          ))}
        </Table.Tbody>
        <Table.Tfoot>
          <Table.Tr>
            <Table.Th>{text('sum')}</Table.Th>
            <Table.Td />
            <Table.Th data-figure data-testid="sum-duration">
              {formatDuration(sum.durationMs)}
            </Table.Th>
            <Table.Th data-figure data-testid="sum-value">
              <Value {...sum} />
            </Table.Th>
          </Table.Tr>
        </Table.Tfoot>
      </Table>
      {moreActivities > 0 && (
        <Text size="sm" c="dimmed" mt="xs">
          {text('moreActivities', { count: moreActivities })}
        </Text>
      )}
    </>
  )
}

function PageRow({
  page,
  isLast,
  eventId,
}: {
  page: VisitPage
  isLast: boolean
  eventId: string | undefined
}) {
  const text = useProfileTexts()
  return (
    <Table.Tr id={`event-${page.id}`} data-target={page.id === eventId || undefined}>
      <Table.Td className={classes.time}>{clock.format(Date.parse(page.startedAt))}</Table.Td>
      <Table.Td>
        {page.title !== null && (
          <Text size="sm" fw={500} component="div">
            <bdi>{page.title}</bdi>
          </Text>
        )}
        {page.url !== null ? (
          <VisitorUrl url={page.url} />
        ) : (
          page.title === null && <bdi>{page.pageId ?? text('unknown')}</bdi>
        )}
        <EventBadges place={page} eventId={eventId} />
      </Table.Td>
      <Table.Td data-figure title={isLast ? text('lastPage') : undefined}>
        {isLast && page.durationMs === 0 ? text('none') : formatDuration(page.durationMs)}
      </Table.Td>
      <Table.Td data-figure data-testid="page-value">
        <Value {...page} />
      </Table.Td>
    </Table.Tr>
  )
}

function Value({ points, monetary }: { points: number; monetary: Readonly<Record<string, number>> }) {
  return (
    <>
      {formatNumber(points)}
      {Object.entries(monetary).map(([currency, amount]) => (
        <Text key={currency} size="xs" c="dimmed" component="div">
          {formatMoney(amount, currency)}
        </Text>
      ))}
    </>
  )
}
