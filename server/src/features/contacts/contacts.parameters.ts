import { countParameter, pageParameters } from '../shared/pages.ts'
import { booleanParameter, choiceParameter, defineParameters, textParameter } from '../shared/parameters.ts'

export const contactParameters = defineParameters({
  search: textParameter({
    description:
      'Only contacts with this text in their full name, e-mail address, identifiers or id, in any case. One or two ' +
      'characters are looked for at the beginning of words.',
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
  sort: choiceParameter({
    description: 'Descending with `-`. Contacts that never did anything count as the least recently active.',
    choices: ['-lastActivityAt', 'lastActivityAt', '-createdAt', 'createdAt'],
    absent: '-lastActivityAt',
  }),
  ...pageParameters,
  count: countParameter,
})
