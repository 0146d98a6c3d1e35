import type { ExportColumn } from '../shared/exports/export-columns.ts'
import { columnsOf, exportParameters } from '../shared/exports/export-columns.ts'
import { visitColumns } from '../shared/exports/visit-columns.ts'
import { pageParameters } from '../shared/pages.ts'
import { booleanParameter, defineParameters, textParameter } from '../shared/parameters.ts'
import type { LiveVisit } from './live-visits.schemas.ts'

/** What an export of open visits can hold. */
export const liveVisitColumns: readonly ExportColumn<LiveVisit>[] = [
  ...columnsOf<LiveVisit>('contactName', 'known'),
  ...visitColumns,
]

const filters = {
  channel: textParameter({ description: 'Only of this channel: its GUID or its code name.', maxLength: 200 }),
  robots: booleanParameter({ description: 'Also those of robots.', absent: false }),
}

export const openVisitParameters = defineParameters({ ...filters, ...pageParameters })
export const openVisitExportParameters = defineParameters({
  ...exportParameters(liveVisitColumns),
  ...filters,
})
