import { trackingApis } from '../../domain/kinds.ts'
import { exportParameters } from '../shared/exports/export-columns.ts'
import { choicesParameter } from '../shared/list-parameters.ts'
import { countParameter, pageParameters } from '../shared/pages.ts'
import {
  choiceParameter,
  defineParameters,
  guidParameter,
  textParameter,
  timeParameter,
} from '../shared/parameters.ts'
import { rejectedEventColumns } from './rejected-event-columns.ts'
import { NO_SUBJECT } from './rejected-filter.ts'
import { rejectedStates } from './rejected-numbers.ts'

const countedFilters = {
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

const filters = {
  ...countedFilters,
  subject: textParameter({
    description: `Only what is about this name, such as that of a goal which is unknown; \`${NO_SUBJECT}\`: about none.`,
    maxLength: 250,
  }),
  kind: textParameter({
    description: 'Only items of this kind, such as `goal` or `pagevisit`.',
    maxLength: 250,
  }),
  state: choicesParameter({
    description: 'Only in these states, separated by commas.',
    choices: rejectedStates,
  }),
  contact: guidParameter('Only from the contact that was named by this id.'),
  request: textParameter({ description: 'Only what came with this request: its id.', maxLength: 64 }),
}

const period = {
  from: timeParameter('Only what was received at this time or later.'),
  to: timeParameter('Only what was received before this time.'),
}

const sort = choiceParameter({
  description: 'By time, newest first with `-`.',
  choices: ['-receivedAt', 'receivedAt'],
  absent: '-receivedAt',
})

export const rejectedExportParameters = defineParameters({
  ...exportParameters(rejectedEventColumns),
  ...filters,
  ...period,
  sort,
})

export const rejectedEventParameters = defineParameters({
  ...filters,
  ...period,
  sort,
  ...pageParameters,
  count: countParameter,
})

export const rejectedCountParameters = defineParameters({
  ...countedFilters,
  from: timeParameter('Only minutes that end after this time: counts are kept by the minute.'),
  to: timeParameter('Only minutes that begin before this time.'),
})

export const rejectedCauseParameters = defineParameters({
  ...filters,
  from: timeParameter('From when on; 30 days before `to` where it is not said.'),
  to: timeParameter('Until when; now where it is not said.'),
})

/** What a body says which rejected events are meant. */
export const rejectedBulkParameters = defineParameters({
  api: filters.api,
  channel: filters.channel,
  code: filters.code,
  subject: filters.subject,
  kind: filters.kind,
  contact: filters.contact,
  request: filters.request,
  ...period,
})
