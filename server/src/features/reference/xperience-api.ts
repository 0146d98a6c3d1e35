import type { JsonObject } from '../../domain/json.ts'

/**
 * The Xperience tracking API as paths of OpenAPI. Described by hand: its routes read bodies in the vendor's manner,
 * which no schema states (docs/spec/xperience.md §1).
 */
export function describeXperienceApi(): JsonObject {
  return {
    '/Kentico.Tracking/contacts': { post: createContact },
    '/Kentico.Tracking/activities': { post: logActivities },
    '/Kentico.Tracking/consents/{consent}': { get: getConsent },
    '/Kentico.Tracking/contacts/{contact}/consents/{consent}': { get: checkConsent, post: agree },
  }
}

const guid = { type: 'string', format: 'uuid' }
const text = { type: 'string' }
const xperience = { tags: ['Xperience tracking'], security: [{ xperienceKey: [] }] }

/** Beside those of the operation: what every request may get, and those with a body. */
function describeXperienceRefusals({ hasBody }: { hasBody: boolean }): JsonObject {
  return {
    '401': describeXperienceRefusal('The key is missing, unknown or disabled.'),
    '403': describeXperienceRefusal('The key has another access than `tracking`.'),
    ...(hasBody && {
      '413': describeXperienceRefusal('The body is too large.'),
      '415': describeXperienceRefusal('The body is not JSON in UTF-8, or is compressed.'),
    }),
    '503': describeXperienceRefusal('Nothing can be done now; `Retry-After` says when to send again.'),
  }
}

function describeXperienceRefusal(description: string): JsonObject {
  const schema = {
    type: 'object',
    properties: {
      type: text,
      title: text,
      status: { type: 'integer' },
      detail: { ...text, description: 'A sentence for people.' },
      code: { ...text, description: 'Stable: made for programs.' },
      traceId: { ...text, description: 'Names the request in the log.' },
      errors: {
        type: 'object',
        description: 'What is wrong with each member of the body.',
        additionalProperties: { type: 'array', items: text },
      },
    },
  }
  return { description, content: { 'application/problem+json': { schema } } }
}

const createContact: JsonObject = {
  ...xperience,
  operationId: 'createContact',
  summary: 'Create a contact',
  description: 'Its id is the only handle that the app has: it is not given out again.',
  responses: {
    '200': {
      description: 'The new contact.',
      content: {
        'application/json': {
          schema: { type: 'object', properties: { contact: guid } },
          example: { contact: '0198f2c4-1c7e-7d2a-9b7e-0c5f3a1d2e4b' },
        },
      },
    },
    ...describeXperienceRefusals({ hasBody: false }),
    '413': describeXperienceRefusal('The body, which is ignored, is too large.'),
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
                  url: { ...text, description: 'Needed for `pagevisit`; any text.', maxLength: 8192 },
                  referrer: { ...text, maxLength: 8192 },
                  contactFields: {
                    type: 'object',
                    description: 'With `datainput`: sets fields of the contact. Ignored on other types.',
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
      description:
        'One result per activity, in order: 202 is stored, 403 lacks a required consent; `error` says why one is not.',
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
    ...describeXperienceRefusals({ hasBody: true }),
    '400': describeXperienceRefusal('The body is not as described.'),
    '403': describeXperienceRefusal(
      'The key has another access than `tracking`, or `channel` is not its own.',
    ),
    '404': describeXperienceRefusal('There is no such contact.'),
    '413': describeXperienceRefusal('The body is too large, or holds more than 50,000 activities.'),
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
      description:
        "Code of a language; without it the channel's primary language. An unknown one gets the default language's text.",
    },
  ],
  responses: {
    '200': {
      description: 'HTML.',
      content: {
        'application/json': {
          schema: { type: 'object', properties: { shortText: text, fullText: text } },
          example: {
            shortText: '<p>May we remember your visits?</p>',
            fullText: '<p>We keep what you look at for 90 days.</p>',
          },
        },
      },
    },
    ...describeXperienceRefusals({ hasBody: false }),
    '404': describeXperienceRefusal('There is no such consent.'),
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
          example: { isAgreed: true, agreed: true },
        },
      },
    },
    ...describeXperienceRefusals({ hasBody: false }),
    '400': describeXperienceRefusal('The contact is no GUID.'),
    '404': describeXperienceRefusal('There is no such contact or consent.'),
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
        example: { agree: true },
      },
    },
  },
  responses: {
    '200': { description: 'Recorded; the body is empty.' },
    ...describeXperienceRefusals({ hasBody: true }),
    '400': describeXperienceRefusal('The contact is no GUID, or the body is not as described.'),
    '404': describeXperienceRefusal('There is no such contact or consent.'),
  },
}
