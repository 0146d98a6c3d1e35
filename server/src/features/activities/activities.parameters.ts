import { activityKinds } from '../../domain/kinds.ts'
import { exportParameters } from '../shared/exports/export-columns.ts'
import { guidsParameter, textsParameter } from '../shared/list-parameters.ts'
import { countParameter, pageParameters } from '../shared/pages.ts'
import {
  booleanParameter,
  choiceParameter,
  defineParameters,
  guidParameter,
  textParameter,
  timeParameter,
} from '../shared/parameters.ts'
import { activityColumns } from './activity-columns.ts'
import { kindsParameter, propertyParameter, utmParameter } from './filter-parameters.ts'

/** Which activities: the same in the list, its histogram and its export. */
export const activityFilters = {
  contact: guidParameter(
    'Only what this contact did. An id that was merged away stands for the surviving contact.',
  ),
  visit: guidParameter('Only activities of this visit.'),
  channel: textsParameter('Only from these channels: GUIDs or code names, separated by commas.'),
  kind: kindsParameter(activityKinds),
  type: textsParameter(
    'Only of these types: code names, whatever their kind (`pagevisit`, the name of a goal …), or GUIDs of definitions, ' +
      'separated by commas.',
  ),
  campaign: guidsParameter('Only in visits that these campaigns brought: GUIDs, separated by commas.'),
  utm: utmParameter,
  property: propertyParameter,
  search: textParameter({
    description: 'Only with this text in their title, value or url, in any case.',
    maxLength: 200,
  }),
  from: timeParameter('Only what happened at this time or later.'),
  to: timeParameter('Only what happened before this time.'),
  robots: booleanParameter({
    description: 'False leaves out what was done in visits of robots.',
    absent: true,
  }),
}

const activitySort = choiceParameter({
  description: 'By time, newest first with `-`.',
  choices: ['-occurredAt', 'occurredAt'],
  absent: '-occurredAt',
})

export const activityParameters = defineParameters({
  ...activityFilters,
  sort: activitySort,
  ...pageParameters,
  count: countParameter,
})

export const activityExportParameters = defineParameters({
  ...exportParameters(activityColumns),
  ...activityFilters,
  sort: activitySort,
})

export const histogramParameters = defineParameters(activityFilters)

/** Reads a single activity quickly where its contact is known. */
export const oneActivityParameters = defineParameters({
  contact: guidParameter('Whose it is: with it the activity is found at once, however old it is.'),
})
