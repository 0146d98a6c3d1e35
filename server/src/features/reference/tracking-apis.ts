import type { JsonObject } from '../../domain/json.ts'

/**
 * The tracking APIs as paths of OpenAPI. Described by hand: their routes read bodies in the vendors'
 * manners, which no schema states (docs/spec/sitecore.md §1, docs/spec/xperience.md §1).
 */
export function describeTrackingApis(sitecorePath: string): JsonObject {
  return {
    [`${sitecorePath}/event`]: { post: trackEvents },
    [`${sitecorePath}/flush`]: { post: flushVisit, get: { ...flushVisit, operationId: 'flushVisitByGet' } },
    '/Kentico.Tracking/contacts': { post: createContact },
    '/Kentico.Tracking/activities': { post: logActivities },
    '/Kentico.Tracking/consents/{consent}': { get: getConsent },
    '/Kentico.Tracking/contacts/{contact}/consents/{consent}': { get: checkConsent, post: agree },
  }
}

const guid = { type: 'string', format: 'uuid' }
const text = { type: 'string' }

const sitecore = { tags: ['Sitecore tracking'], security: [{ sitecoreKey: [] }] }
const xperience = { tags: ['Xperience tracking'], security: [{ trackingKey: [] }] }

const trackEvents: JsonObject = {
  ...sitecore,
  operationId: 'trackEvents',
  summary: 'Track events of the visitor who sends them',
  description:
    'One event or a list of them, in order. `eventId`, `goalId`, `outcomeId` and `campaignId` name a definition by ' +
    'GUID or name; `pageId` makes a page view. Other fields are kept. The cookie, or the header ' +
    '`X-Waymark-Visitor`, names the visitor.',
  parameters: [
    {
      name: 'X-Waymark-Visitor',
      in: 'header',
      schema: guid,
      description: 'For clients that cannot keep cookies.',
    },
  ],
  requestBody: {
    required: true,
    content: {
      'application/json': {
        schema: {
          type: 'array',
          items: {
            type: 'object',
            properties: {
              eventId: text,
              goalId: text,
              outcomeId: text,
              monetaryValue: { type: ['number', 'string'] },
              currencyCode: text,
              campaignId: text,
              pageId: text,
              url: text,
            },
          },
        },
        example: [
          { pageId: '{110D559F-DEA5-42EA-9C1C-8A5DF7E70EF9}', url: '/products' },
          { goalId: 'Register' },
          { outcomeId: 'Opportunity', monetaryValue: 1337, currencyCode: 'USD' },
        ],
      },
    },
  },
  responses: {
    '200': {
      description: 'Everything is stored.',
      content: {
        'application/json': {
          schema: { type: 'object', properties: { status: text, accepted: { type: 'integer' } } },
          example: { status: 'ok', accepted: 3 },
        },
      },
    },
    '400': {
      description:
        'The key is not valid, the body is no JSON, or an event was refused; the others are stored.',
      content: {
        'application/json': {
          schema: {
            type: 'object',
            properties: {
              error: { type: 'object', properties: { code: text, message: text } },
              events: {
                type: 'array',
                items: {
                  type: 'object',
                  properties: { index: { type: 'integer' }, status: text, code: text, message: text },
                },
              },
            },
          },
        },
      },
    },
  },
}

const flushVisit: JsonObject = {
  ...sitecore,
  operationId: 'flushVisit',
  summary: 'End the visit now',
  description: 'Without a key all open visits of the device end, with one those of its channel.',
  security: [{ sitecoreKey: [] }, {}],
  responses: { '200': { description: 'No visit of the device is open.' } },
}

const createContact: JsonObject = {
  ...xperience,
  operationId: 'createContact',
  summary: 'Create a contact',
  description: 'Its id is the only handle that the app has: it is not given out again.',
  responses: {
    '200': {
      description: 'The new contact.',
      content: { 'application/json': { schema: { type: 'object', properties: { contact: guid } } } },
    },
    '401': { description: 'The key is missing, unknown or disabled.' },
  },
}

const contactFields = [
  'FirstName',
  'MiddleName',
  'LastName',
  'Birthday',
  'Email',
  'MobilePhone',
  'BusinessPhone',
]
const moreContactFields = ['CompanyName', 'JobTitle', 'Address1', 'City', 'ZIP', 'Country', 'State', 'Notes']

const logActivities: JsonObject = {
  ...xperience,
  operationId: 'logActivities',
  summary: 'Log activities of a contact',
  requestBody: {
    required: true,
    content: {
      'application/json': {
        schema: {
          type: 'object',
          required: ['channel', 'contact', 'activities'],
          properties: {
            channel: { ...guid, description: 'The channel of the key.' },
            contact: guid,
            activities: {
              type: 'array',
              items: {
                type: 'object',
                required: ['type'],
                properties: {
                  type: {
                    ...text,
                    description: '`pagevisit`, `click`, `datainput` or a custom activity type.',
                  },
                  value: { ...text, maxLength: 250, description: 'Needed for `click` and `datainput`.' },
                  url: { ...text, description: 'Needed for `pagevisit`.' },
                  referrer: text,
                  contactFields: {
                    type: 'object',
                    description: 'With `datainput`: sets fields of the contact.',
                    properties: Object.fromEntries(
                      [...contactFields, ...moreContactFields].map((name) => [`Contact${name}`, text]),
                    ),
                    additionalProperties: false,
                  },
                },
              },
            },
          },
        },
        example: {
          channel: 'a3f4bc8b-6d84-454f-8215-cbec70bfaadd',
          contact: '0198f2c4-1c7e-7d2a-9b7e-0c5f3a1d2e4b',
          activities: [
            { type: 'pagevisit', value: 'Products', url: 'https://www.example.com/products' },
            { type: 'datainput', value: 'Newsletter', contactFields: { ContactEmail: 'ada@example.com' } },
          ],
        },
      },
    },
  },
  responses: {
    '207': {
      description: 'One result per activity, in order: 202 is stored; `error` says why another one is not.',
      content: {
        'application/json': {
          schema: {
            type: 'object',
            properties: {
              results: {
                type: 'array',
                items: {
                  type: 'object',
                  required: ['status'],
                  properties: { status: { type: 'integer' }, error: text },
                },
              },
            },
          },
          example: { results: [{ status: 202 }, { status: 202 }] },
        },
      },
    },
    '400': { description: 'The body is not as described.' },
    '401': { description: 'The key is missing, unknown or disabled.' },
    '403': { description: 'The key has another access type, or the channel is not its own.' },
    '404': { description: 'There is no such contact.' },
  },
}

const contactParameter = { name: 'contact', in: 'path', required: true, schema: guid }
const consentParameter = {
  name: 'consent',
  in: 'path',
  required: true,
  schema: text,
  description: 'Code name.',
}

const getConsent: JsonObject = {
  ...xperience,
  operationId: 'getConsent',
  summary: 'Get the texts of a consent',
  parameters: [
    consentParameter,
    {
      name: 'languageName',
      in: 'query',
      schema: text,
      description: "Code of a language; else the channel's primary language, then the default one.",
    },
  ],
  responses: {
    '200': {
      description: 'HTML.',
      content: {
        'application/json': { schema: { type: 'object', properties: { shortText: text, fullText: text } } },
      },
    },
    '404': { description: 'There is no such consent.' },
  },
}

const checkConsent: JsonObject = {
  ...xperience,
  operationId: 'checkConsent',
  summary: 'Ask whether a contact agrees',
  description: 'Also at `/Kentico.Tracking/{contact}/consents/{consent}`.',
  parameters: [contactParameter, consentParameter],
  responses: {
    '200': {
      description: 'Both members say the same; older clients read `agreed`.',
      content: {
        'application/json': {
          schema: {
            type: 'object',
            properties: { isAgreed: { type: 'boolean' }, agreed: { type: 'boolean' } },
          },
        },
      },
    },
    '404': { description: 'There is no such contact or consent.' },
  },
}

const agree: JsonObject = {
  ...xperience,
  operationId: 'agree',
  summary: 'Record an agreement or its revocation',
  parameters: [contactParameter, consentParameter],
  requestBody: {
    required: true,
    content: {
      'application/json': {
        schema: { type: 'object', required: ['agree'], properties: { agree: { type: 'boolean' } } },
      },
    },
  },
  responses: {
    '200': { description: 'Recorded; the body is empty.' },
    '404': { description: 'There is no such contact or consent.' },
  },
}
