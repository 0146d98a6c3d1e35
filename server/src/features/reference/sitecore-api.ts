import type { JsonObject } from '../../domain/json.ts'
import { consentPathBeside } from '../../platform/consent-path.ts'

/**
 * The Sitecore tracking API as paths of OpenAPI. Described by hand: its routes read bodies in the vendor's manner, which
 * no schema states (docs/spec/sitecore.md §1).
 */
export function describeSitecoreApi(basePath: string): JsonObject {
  return {
    [`${basePath}/event`]: { post: trackEvents },
    [`${basePath}/flush`]: { post: flushVisit, get: { ...flushVisit, operationId: 'flushVisitByGet' } },
    [`${consentPathBeside(basePath)}/give`]: { post: giveConsent },
    [`${consentPathBeside(basePath)}/revoke`]: { post: revokeConsent },
    '/layouts/system/VisitorIdentification.js': { get: identificationScript },
    '/layouts/system/VisitorIdentificationCSS.aspx': { get: describeSign('markHuman') },
    '/layouts/system/VIChecker.aspx': { get: describeSign('markHumanLater') },
  }
}

const guid = { type: 'string', format: 'uuid' }
const text = { type: 'string' }
const sitecore = { tags: ['Sitecore tracking'], security: [{ sitecoreKey: [] }] }

/** What became of each event of a request, in order. */
const events = {
  type: 'array',
  items: {
    type: 'object',
    required: ['index', 'status'],
    properties: {
      index: { type: 'integer' },
      status: { enum: ['ok', 'error', 'not_stored'] },
      code: text,
      message: text,
    },
  },
}

const everythingStored = {
  type: 'object',
  required: ['status', 'accepted', 'events'],
  properties: { status: text, accepted: { type: 'integer' }, events },
}

function describeSitecoreRefusal(description: string): JsonObject {
  const error = { type: 'object', required: ['code', 'message'], properties: { code: text, message: text } }
  const schema = { type: 'object', required: ['error', 'events'], properties: { error, events } }
  return { description, content: { 'application/json': { schema } } }
}

function describeSitecoreRefusals(badRequest: string): JsonObject {
  return {
    '400': describeSitecoreRefusal(badRequest),
    '403': describeSitecoreRefusal('The CORS origins of the key do not list the origin of the page.'),
    '404': describeSitecoreRefusal('The service is switched off.'),
    '503': describeSitecoreRefusal('Nothing can be stored now; `Retry-After` says when to send again.'),
  }
}

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
      description:
        'Everything is stored; or nothing, with the status `not_stored`, where the channel requires a consent that the ' +
        'visitor has not given.',
      content: {
        'application/json': {
          schema: everythingStored,
          example: {
            status: 'ok',
            accepted: 3,
            events: [
              { index: 0, status: 'ok' },
              { index: 1, status: 'ok' },
              { index: 2, status: 'ok' },
            ],
          },
        },
      },
    },
    ...describeSitecoreRefusals(
      'The key is not valid, the body is no JSON, or an event was refused; the events marked `ok` are stored.',
    ),
    '413': describeSitecoreRefusal('The body is too large, or holds more than 10,000 events.'),
    '415': describeSitecoreRefusal('The body is not `application/json` in UTF-8, or is compressed.'),
  },
}

const flushVisit: JsonObject = {
  ...sitecore,
  operationId: 'flushVisit',
  summary: 'End the visit now',
  description: 'Without a key all open visits of the device end, with one those of its channel.',
  security: [{ sitecoreKey: [] }, {}],
  responses: {
    '200': {
      description: 'No visit of the device is open.',
      content: {
        'application/json': {
          schema: everythingStored,
          example: { status: 'ok', accepted: 0, events: [] },
        },
      },
    },
    ...describeSitecoreRefusals('The key is not valid.'),
  },
}

function describeConsent(
  operationId: string,
  summary: string,
  description: string,
  agreed: boolean,
): JsonObject {
  return {
    ...sitecore,
    operationId,
    summary,
    description: `${description} Without a name the consent that the channel requires is meant.`,
    parameters: [{ name: 'consent', in: 'query', schema: text, description: 'The code name of a consent.' }],
    requestBody: {
      required: false,
      content: {
        'application/json': {
          schema: { type: 'object', properties: { consent: text } },
          example: { consent: 'TrackingConsent' },
        },
      },
    },
    responses: {
      '200': {
        description: 'It is stored, and holds for whatever comes.',
        content: {
          'application/json': {
            schema: {
              type: 'object',
              required: ['status', 'consent', 'agreed'],
              properties: { status: text, consent: text, agreed: { type: 'boolean' } },
            },
            example: { status: 'ok', consent: 'TrackingConsent', agreed },
          },
        },
      },
      ...describeSitecoreRefusals(
        'The key is not valid, or no consent is named and the channel requires none.',
      ),
      '403': describeSitecoreRefusal('The origin is not listed, or another consent has to be given first.'),
      '404': describeSitecoreRefusal('There is no such consent, or the service is switched off.'),
    },
  }
}

const giveConsent = describeConsent(
  'giveConsent',
  'Agree to be tracked',
  'Makes the visitor where there is none yet, and sets the cookies.',
  true,
)

const revokeConsent = describeConsent(
  'revokeConsent',
  'Take an agreement back',
  'Ends the visit and expires the cookie of the visitor.',
  false,
)

const identificationScript: JsonObject = {
  ...sitecore,
  operationId: 'getVisitorIdentification',
  summary: 'Get the script of the human detection',
  description:
    'For pages: at the first sign of a person it asks for the style sheet, 30 seconds later for the checker.',
  security: [],
  responses: {
    '200': { description: 'The script.', content: { 'text/javascript': { schema: text } } },
    '404': describeSitecoreRefusal('The service is switched off.'),
  },
}

function describeSign(operationId: string): JsonObject {
  return {
    ...sitecore,
    operationId,
    summary: 'Say that a person is there',
    description:
      'Marks the contact that the cookie names as human. Nobody is made, and no cookie set where there was none.',
    security: [],
    responses: {
      '200': { description: 'An empty style sheet.', content: { 'text/css': { schema: text } } },
      '404': describeSitecoreRefusal('The service is switched off.'),
      '503': describeSitecoreRefusal('Nothing can be stored now; `Retry-After` says when to send again.'),
    },
  }
}
