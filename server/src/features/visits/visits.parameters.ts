import { exportParameters } from '../shared/exports/export-columns.ts'
import { visitColumns } from '../shared/exports/visit-columns.ts'
import { countParameter, pageParameters } from '../shared/pages.ts'
import { booleanParameter, choiceParameter, defineParameters } from '../shared/parameters.ts'

const robotsParameter = booleanParameter({
  description: 'False leaves out visits of robots.',
  absent: true,
})

const visitFilters = {
  sort: choiceParameter({
    description: 'By their start, newest first with `-`.',
    choices: ['-startedAt', 'startedAt'],
    absent: '-startedAt',
  }),
  robots: robotsParameter,
}

export const visitExportParameters = defineParameters({ ...exportParameters(visitColumns), ...visitFilters })

export const visitParameters = defineParameters({
  ...visitFilters,
  ...pageParameters,
  count: countParameter,
})

export const timelineParameters = defineParameters({ robots: robotsParameter, ...pageParameters })
