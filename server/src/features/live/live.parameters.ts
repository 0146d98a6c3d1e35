import { trackingEndpoints, verdicts } from '../../domain/answered-request.ts'
import { exportParameters } from '../shared/exports/export-columns.ts'
import { choicesParameter, guidsParameter } from '../shared/list-parameters.ts'
import { pageParameters } from '../shared/pages.ts'
import {
  defineParameters,
  guidParameter,
  integerParameter,
  textParameter,
  timeParameter,
} from '../shared/parameters.ts'
import { liveRequestColumns } from './live-request-columns.ts'

const filters = {
  channel: textParameter({ description: 'Only of this channel: its GUID or its code name.', maxLength: 200 }),
  verdict: choicesParameter({ description: 'Only with one of these verdicts.', choices: verdicts }),
  endpoint: choicesParameter({ description: 'Only to one of these endpoints.', choices: trackingEndpoints }),
  key: guidsParameter('Only with one of these API keys.'),
  origin: textParameter({
    description: 'Only from this origin, such as `https://app.example.com`.',
    maxLength: 500,
  }),
  contact: guidParameter('Only of this contact.'),
  q: textParameter({
    description:
      'Only with this text in them, in any case: in what was sent, for the roles `admin` and `privacy`; for others in id, code, origin and contact.',
    maxLength: 200,
  }),
}

const period = {
  from: timeParameter('Only what was answered at this time or later.'),
  to: timeParameter('Only what was answered before this time.'),
}

export const liveRequestParameters = defineParameters({ ...filters, ...period, ...pageParameters })

export const liveRequestExportParameters = defineParameters({
  ...exportParameters(liveRequestColumns),
  ...filters,
  ...period,
})

export const liveStreamParameters = defineParameters({
  ...filters,
  after: textParameter({
    description: '`position` of a page, or the id of the last event; without it from now on.',
    maxLength: 100,
  }),
})

export const liveMinuteParameters = defineParameters({
  channel: filters.channel,
  minutes: integerParameter({
    description: 'How many minutes, with the one that is not over.',
    minimum: 1,
    maximum: 24 * 60,
    absent: 60,
  }),
})
