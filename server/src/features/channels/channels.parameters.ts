import { Type } from 'typebox'
import { parseOrigin } from '../../catalogue/origins.ts'
import { trackingApis } from '../../domain/kinds.ts'
import { choiceParameter, defineParameters, type Parameter } from '../shared/parameters.ts'

const origin: Parameter<string | null> = {
  schema: Type.String({ description: 'A full origin.', maxLength: 300, examples: ['http://localhost:3000'] }),
  accepts: 'a full origin, such as http://localhost:3000',
  read: (text) => (text.length <= 300 && text !== '*' ? (parseOrigin(text) ?? undefined) : undefined),
  absent: null,
}

/** Which entry of which list. */
export const originParameters = defineParameters({
  api: choiceParameter({
    description: 'The tracking API that the list is of.',
    choices: trackingApis,
    absent: null,
  }),
  origin,
})
