import { MAX_NAME_LENGTH } from '../../catalogue/names.ts'
import type { JsonObject } from '../../domain/json.ts'
import { MAX_PAGE_ID_LENGTH, MAX_URL_LENGTH } from '../../pipeline/activity-limits.ts'

function nameOf(what: string): JsonObject {
  return {
    type: 'string',
    minLength: 1,
    maxLength: MAX_NAME_LENGTH,
    description: `${what}: its GUID in any notation, or its name.`,
  }
}

/**
 * One event, as people write it: for who corrects one. It advises and refuses nothing, since members are found in any
 * case and plug-ins may take what they like.
 */
export const itemSchema: JsonObject = {
  type: 'object',
  anyOf: ['goalId', 'eventId', 'outcomeId', 'campaignId', 'pageId'].map((member) => ({ required: [member] })),
  properties: {
    goalId: nameOf('A goal'),
    eventId: nameOf('A page event'),
    outcomeId: nameOf('An outcome'),
    campaignId: nameOf('A campaign'),
    pageId: {
      type: 'string',
      minLength: 1,
      maxLength: MAX_PAGE_ID_LENGTH,
      description: 'Makes a page view.',
    },
    url: { type: ['string', 'null'], maxLength: MAX_URL_LENGTH },
    monetaryValue: { type: ['string', 'number', 'null'], description: 'Such as 1337.00.' },
    currencyCode: { type: ['string', 'null'], pattern: '^([A-Za-z]{3})?$', description: 'ISO 4217.' },
    messageId: { type: 'string', minLength: 1, maxLength: 128 },
    timestamp: { type: 'string', description: 'RFC 3339, with its offset.' },
  },
}

/** What parameters of the address ask for. */
export const querySchema: JsonObject = {
  type: 'object',
  anyOf: [{ required: ['sc_camp'] }, { required: ['sc_trk'] }],
  properties: { sc_camp: nameOf('A campaign'), sc_trk: nameOf('A goal, or a page event') },
}
