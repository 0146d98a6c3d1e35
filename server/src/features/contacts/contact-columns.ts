import {
  campaignColumn,
  channelColumn,
  columnsOf,
  type ExportColumn,
} from '../shared/exports/export-columns.ts'
import { formatClock } from '../shared/exports/format-clock.ts'
import type { ContactListItem } from './contacts.schemas.ts'

/** What heads columns of which the list of the admin says it in other words than their names do. */
const headings: Readonly<Record<string, string>> = {
  email: 'E-mail',
  totalPoints: 'Value',
  visitCount: 'Visits',
  valuePerVisit: 'Value per visit',
  lastActivityAt: 'Last visit',
  activityCount: 'Activities',
  createdAt: 'Created',
  firstSeenAt: 'First seen',
  totalMonetary: 'Revenue',
  companyName: 'Company',
  fields: 'Other fields',
  latestVisitAt: 'Latest visit began',
  latestVisitDuration: 'Duration of latest visit',
  latestVisitDurationMs: 'Duration of latest visit (ms)',
  latestVisitPageViews: 'Pages in latest visit',
  latestVisitPoints: 'Value of latest visit',
  latestVisitChannel: 'Channel',
  latestVisitCampaign: 'Campaign',
  latestVisitTrafficChannel: 'Traffic channel',
  latestVisitDeviceType: 'Device',
  latestVisitCountry: 'Country of latest visit',
  latestVisitCity: 'City of latest visit',
}

const columns: readonly ExportColumn<ContactListItem>[] = [
  ...columnsOf<ContactListItem>('id', 'displayName'),
  { name: 'name', value: nameInLists },
  ...columnsOf<ContactListItem>(
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
  ),
  { name: 'consents', value: ({ consents }) => consents?.map(({ displayName }) => displayName).join(', ') },
  ...columnsOf<ContactListItem>(
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
  ...columnsOf<ContactListItem>('totalMonetary', 'classification'),
  { name: 'robot', value: ({ classification }) => classification === 'robot' },
  ...columnsOf<ContactListItem>('mergedIds'),
  ...columnsOfLatest(
    ['latestVisitId', 'id'],
    ['latestVisitAt', 'startedAt'],
    ['latestVisitDurationMs', 'durationMs'],
  ),
  {
    name: 'latestVisitDuration',
    value: ({ latestVisit }) => (latestVisit === null ? null : formatClock(latestVisit.durationMs)),
  },
  ...columnsOfLatest(
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

/** What an export of contacts can hold: their members, and those of the latest visit by names of their own. */
export const contactColumns = columns.map((column) => {
  const heading = headings[column.name]
  return heading === undefined ? column : { ...column, heading }
})

function columnsOfLatest(
  ...members: [name: string, member: keyof NonNullable<ContactListItem['latestVisit']>][]
): ExportColumn<ContactListItem>[] {
  return members.map(([name, member]) => ({
    name,
    value: ({ latestVisit }) => latestVisit?.[member] ?? null,
  }))
}

/** Who has nothing that names it is called by the end of its id, as in the lists of the admin. */
function nameInLists(contact: ContactListItem): string {
  const { id, displayName, firstName, middleName, lastName, email, identifiers } = contact
  const isNamed = [firstName, middleName, lastName, email].some((name) => name !== null && name.trim() !== '')
  return isNamed || identifiers.length > 0 ? displayName : `Anonymous ${id.slice(-4)}`
}
