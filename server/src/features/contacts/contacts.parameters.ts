import { deviceTypes } from '../../domain/contact-facets.ts'
import { exportParameters } from '../shared/exports/export-columns.ts'
import { choicesParameter, guidsParameter, textsParameter } from '../shared/list-parameters.ts'
import { countParameter, pageParameters } from '../shared/pages.ts'
import {
  booleanParameter,
  choiceParameter,
  defineParameters,
  textParameter,
  timeParameter,
} from '../shared/parameters.ts'
import { contactColumns } from './contact-columns.ts'
import { sortNames } from './contact-sorts.ts'
import { countriesParameter } from './countries-parameter.ts'
import { fieldParameter } from './field-condition.ts'

/** Which contacts: any value of one filter, and every filter. */
const contactFilters = {
  search: textParameter({
    description:
      'Only contacts with every word of this text, in any order, in their full name and e-mail address, or in one identifier, ' +
      'or with all of it in their id; in any case, in names and addresses also without accents (`bjorn` finds Björn). One or ' +
      'two characters are looked for at the beginning of words, and more than eight words as they are. Four digits are also ' +
      'looked for at the end of ids, and so are ' +
      'those of `Anonymous 10a3`, as the admin calls who has no name.',
    maxLength: 200,
  }),
  known: booleanParameter({
    description: 'Only contacts that are identified (true) or anonymous (false).',
    absent: null,
  }),
  robots: booleanParameter({
    description: 'False leaves out contacts whose classification is `robot`.',
    absent: true,
  }),
  classification: choicesParameter({
    description: 'Only of these classifications, separated by commas.',
    choices: ['human', 'robot', 'unknown'],
  }),
  from: timeParameter(
    'Only contacts of whom a visit began at this time or later; before `to`, if that is given. With either of them channel, ' +
      'traffic channel, campaign, goal, outcome, device and country are asked of one such visit, and `robots=false` leaves ' +
      'out visits of robots.',
  ),
  to: timeParameter('Only contacts of whom a visit began before this time.'),
  channel: textsParameter(
    'Only with a visit in one of these channels: GUIDs or code names, separated by commas.',
  ),
  trafficChannel: textsParameter(
    'Only with a visit that came one of these ways: traffic channels of campaigns, `Direct`, `Organic search`, `Social` or ' +
      '`Referral`, in any case, separated by commas.',
  ),
  campaign: guidsParameter('Only who came by one of these campaigns: GUIDs, separated by commas.'),
  goal: guidsParameter('Only who reached one of these goals: GUIDs, separated by commas.'),
  outcome: guidsParameter('Only who reached one of these outcomes: GUIDs, separated by commas.'),
  device: choicesParameter({
    description: 'Only with a visit on one of these types of devices, separated by commas.',
    choices: deviceTypes,
  }),
  country: countriesParameter,
  consent: textsParameter(
    'Only who agree to one of these consents now: GUIDs or code names, separated by commas.',
  ),
  field: fieldParameter,
}

const sort = choiceParameter({
  description:
    'Descending with `-`. Contacts that have no value, as those that never did anything, come last in descending order.',
  choices: sortNames,
  absent: '-lastActivityAt',
})

export const contactExportParameters = defineParameters({
  ...exportParameters(contactColumns),
  ...contactFilters,
  sort,
})

export const contactParameters = defineParameters({
  ...contactFilters,
  sort,
  include: choicesParameter({
    description: 'What else each contact shall hold: `consents`.',
    choices: ['consents'],
  }),
  ...pageParameters,
  count: countParameter,
})
