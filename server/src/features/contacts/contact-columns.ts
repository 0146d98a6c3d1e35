import {
  campaignColumn,
  channelColumn,
  columnsOf,
  type ExportColumn,
} from '../shared/exports/export-columns.ts'
import type { ContactListItem } from './contacts.schemas.ts'

/** What an export of contacts can hold: their members, and those of the latest visit by names of their own. */
export const contactColumns: readonly ExportColumn<ContactListItem>[] = [
  ...columnsOf<ContactListItem>(
    'id',
    'displayName',
    'known',
    'email',
    'firstName',
    'middleName',
    'lastName',
    'birthday',
    'gender',
    'jobTitle',
    'companyName',
    'mobilePhone',
    'businessPhone',
    'address1',
    'city',
    'zip',
    'country',
    'state',
    'notes',
    'fields',
    'identifiers',
    'createdAt',
    'firstSeenAt',
    'lastActivityAt',
    'visitCount',
    'activityCount',
    'totalPoints',
  ),
  {
    name: 'valuePerVisit',
    value: ({ totalPoints, visitCount }) => (visitCount === 0 ? null : totalPoints / visitCount),
  },
  ...columnsOf<ContactListItem>('totalMonetary', 'classification', 'mergedIds'),
  ...columnsOfLatest(
    ['latestVisitId', 'id'],
    ['latestVisitAt', 'startedAt'],
    ['latestVisitDurationMs', 'durationMs'],
    ['latestVisitPageViews', 'pageViews'],
    ['latestVisitPoints', 'points'],
    ['latestVisitChannelId', 'channelId'],
  ),
  channelColumn('latestVisitChannel', ({ latestVisit }) => latestVisit?.channelId),
  ...columnsOfLatest(['latestVisitCampaignId', 'campaignId']),
  campaignColumn('latestVisitCampaign', ({ latestVisit }) => latestVisit?.campaignId),
  ...columnsOfLatest(
    ['latestVisitTrafficChannel', 'trafficChannel'],
    ['latestVisitDeviceType', 'deviceType'],
    ['latestVisitCountry', 'country'],
    ['latestVisitCity', 'city'],
  ),
]

function columnsOfLatest(
  ...members: [name: string, member: keyof NonNullable<ContactListItem['latestVisit']>][]
): ExportColumn<ContactListItem>[] {
  return members.map(([name, member]) => ({
    name,
    value: ({ latestVisit }) => latestVisit?.[member] ?? null,
  }))
}
