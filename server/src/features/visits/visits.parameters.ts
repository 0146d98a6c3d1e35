import { countParameter, pageParameters } from '../shared/pages.ts'
import { choiceParameter, defineParameters } from '../shared/parameters.ts'

export const visitParameters = defineParameters({
  sort: choiceParameter({
    description: 'By their start, newest first with `-`.',
    choices: ['-startedAt', 'startedAt'],
    absent: '-startedAt',
  }),
  ...pageParameters,
  count: countParameter,
})

export const timelineParameters = defineParameters(pageParameters)
