import { trackingApis } from '../../domain/kinds.ts'
import { countParameter, pageParameters } from '../shared/pages.ts'
import { choiceParameter, defineParameters, textParameter, timeParameter } from '../shared/parameters.ts'

const filters = {
  api: choiceParameter({
    description: 'Only what this tracking API refused.',
    choices: trackingApis,
    absent: null,
  }),
  channel: textParameter({
    description: 'Only from this channel: its GUID or its code name.',
    maxLength: 200,
  }),
  code: textParameter({
    description: 'Only what was refused for this reason, such as `unknown_goal`.',
    maxLength: 100,
  }),
}

export const rejectedEventParameters = defineParameters({
  ...filters,
  from: timeParameter('Only what was received at this time or later.'),
  to: timeParameter('Only what was received before this time.'),
  sort: choiceParameter({
    description: 'By time, newest first with `-`.',
    choices: ['-receivedAt', 'receivedAt'],
    absent: '-receivedAt',
  }),
  ...pageParameters,
  count: countParameter,
})

export const rejectedCountParameters = defineParameters({
  ...filters,
  from: timeParameter('Only minutes that end after this time: counts are kept by the minute.'),
  to: timeParameter('Only minutes that begin before this time.'),
})
