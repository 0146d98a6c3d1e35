import { countParameter, pageParameters } from '../shared/pages.ts'
import { booleanParameter, choiceParameter, defineParameters } from '../shared/parameters.ts'

const robotsParameter = booleanParameter({
  description: 'False leaves out visits of robots.',
  absent: true,
})

export const visitParameters = defineParameters({
  sort: choiceParameter({
    description: 'By their start, newest first with `-`.',
    choices: ['-startedAt', 'startedAt'],
    absent: '-startedAt',
  }),
  robots: robotsParameter,
  ...pageParameters,
  count: countParameter,
})

export const timelineParameters = defineParameters({ robots: robotsParameter, ...pageParameters })
