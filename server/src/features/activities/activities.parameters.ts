import { activityKinds } from '../../domain/kinds.ts'
import { countParameter, pageParameters } from '../shared/pages.ts'
import {
  booleanParameter,
  choiceParameter,
  defineParameters,
  guidParameter,
  textParameter,
  timeParameter,
} from '../shared/parameters.ts'

export const activityParameters = defineParameters({
  contact: guidParameter(
    'Only what this contact did. An id that was merged away stands for the surviving contact.',
  ),
  visit: guidParameter('Only activities of this visit.'),
  channel: textParameter({
    description: 'Only from this channel: its GUID or its code name.',
    maxLength: 200,
  }),
  kind: choiceParameter({
    description: 'Only activities of this kind.',
    choices: activityKinds,
    absent: null,
  }),
  type: textParameter({
    description: 'Only of this code name, whatever its kind: `pagevisit`, the name of a goal …',
    maxLength: 250,
  }),
  from: timeParameter('Only what happened at this time or later.'),
  to: timeParameter('Only what happened before this time.'),
  robots: booleanParameter({
    description: 'False leaves out what was done in visits of robots.',
    absent: true,
  }),
  sort: choiceParameter({
    description: 'By time, newest first with `-`.',
    choices: ['-occurredAt', 'occurredAt'],
    absent: '-occurredAt',
  }),
  ...pageParameters,
  count: countParameter,
})
