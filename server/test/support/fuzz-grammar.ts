import fc from 'fast-check'
import { guarded } from './listening-waymark.ts'

/** A request whose framing is in order, whatever is in it. */
export interface FuzzedRequest {
  readonly method: string
  readonly path: string
  readonly headers: readonly (readonly [name: string, value: string])[]
  readonly body: string
  readonly isChunked: boolean
  /** What its items are told apart by in the database, in the order of the items; null for one without. */
  readonly marks: readonly (FuzzedMark | null)[]
}

export interface FuzzedMark {
  readonly text: string
  /** Another item may have the same messageId, so that this one is accepted and not stored. */
  readonly maybeRepeated: boolean
}

/** What goes over one connection. */
export type FuzzedSession =
  | { readonly type: 'requests'; readonly requests: readonly FuzzedRequest[]; readonly isPipelined: boolean }
  /** A request that is cut, or changed on its way. */
  | { readonly type: 'broken'; readonly bytes: Buffer; readonly ending: 'end' | 'reset' }

const odd = fc.oneof(
  fc.constantFrom(
    ...[
      '',
      ' ',
      '\0',
      '%',
      '%zz',
      '%00',
      '..',
      '__proto__',
      'constructor',
      'null',
      'undefined',
      '0',
      '-1',
      '1e999',
    ],
    ...[
      "'; DROP TABLE activities; --",
      '"\\',
      '😀',
      'ß\u0301',
      '\u202e',
      '\ufeff',
      '{110D559F-DEA5-42EA-9C1C-8A5DF7E70EF9}',
    ],
    ...[
      'x'.repeat(251),
      'y'.repeat(8_193),
      'é'.repeat(40_000),
      '2026-02-30T25:61:00Z',
      '9999-12-31T23:59:59Z',
    ],
  ),
  fc.string({ unit: 'binary', maxLength: 40 }),
  fc.string({ maxLength: 20 }),
)

// JSON is made as text: a parser could not give numbers that overflow, and members that are there twice.

const oddToken = fc.constantFrom(
  ...[
    'null',
    'true',
    '0',
    '-0',
    '1e999',
    '-1E+400',
    '1e-999',
    '0.1',
    '123456789012345678901234567890',
    '[]',
    '{}',
  ],
  ...[
    '"\\u0000"',
    '"\\ud800"',
    '"\\udc00\\ud800"',
    '"1337.00"',
    '"-1,5"',
    '99999999999999999.99999',
    '"USD"',
    '"m1"',
  ],
)
const oddText = odd.map((text) => JSON.stringify(text))
const { json } = fc.letrec<{ json: string }>((tie) => ({
  json: fc.oneof(
    { maxDepth: 5, depthSize: 'small' },
    { weight: 4, arbitrary: oddToken },
    { weight: 3, arbitrary: oddText },
    {
      weight: 1,
      arbitrary: fc.array(tie('json'), { maxLength: 4 }).map((values) => `[${values.join(',')}]`),
    },
    { weight: 1, arbitrary: fc.array(fc.tuple(oddText, tie('json')), { maxLength: 4 }).map(writeMembers) },
  ),
}))
const nested = fc.integer({ min: 28, max: 40 }).map((depth) => '['.repeat(depth) + ']'.repeat(depth))

function writeMembers(members: readonly (readonly [string, string])[]): string {
  return `{${members.map(([name, value]) => `${name}:${value}`).join(',')}}`
}

const memberNames = fc.oneof(
  fc.constantFrom(
    ...[
      'goalId',
      'GOALID',
      'eventId',
      'outcomeId',
      'campaignId',
      'pageId',
      'url',
      'monetaryValue',
      'currencyCode',
    ],
    ...[
      'type',
      'Type',
      'value',
      'referrer',
      'contactFields',
      'messageId',
      'timestamp',
      'body',
      'data',
      '__proto__',
    ],
  ),
  odd.filter((text) => text !== 'mark'),
)
const goodMembers = fc.constantFrom(
  '"goalId":"Register"',
  '"eventId":"Download","data":"brochure.pdf"',
  '"outcomeId":"Opportunity","monetaryValue":"1337.00","currencyCode":"usd"',
  '"campaignId":"Spring"',
  '"pageId":"home","url":"/","timestamp":"2026-03-01T10:00:00Z"',
  '"type":"pagevisit","url":"https://example.com/","value":"Home"',
  '"type":"click","value":"Buy"',
  '"type":"datainput","value":"form","contactFields":{"ContactEmail":"ada@example.com","ContactFirstName":"Ada"}',
  '"type":"custom_loan_calculator","value":"12000","referrer":"/"',
)
/** `@mark@` stands for what tells it apart. */
const markedItem = fc
  .tuple(
    fc.option(goodMembers),
    fc.array(
      fc.tuple(
        memberNames.map((name) => JSON.stringify(name)),
        json,
      ),
      { maxLength: 3, size: 'small' },
    ),
    fc.constantFrom('', ',"messageId":"@mark@"'),
  )
  .map(([good, others, messageId]) => {
    const more = others.map(([name, value]) => `,${name}:${value}`).join('')
    return `{"mark":"@mark@"${good === null ? '' : `,${good}`}${messageId}${more}}`
  })
const item = fc.oneof(
  { weight: 8, arbitrary: markedItem },
  { weight: 1, arbitrary: json },
  { weight: 1, arbitrary: nested },
)
const items = fc.array(item, { maxLength: 6 })

const readableHeader = (text: string) => text.replaceAll(/[^\t\x20-\x7e\x80-\xff]/g, '?').slice(0, 2_000)
const oddHeader = odd.map(readableHeader)
const contentType = fc.oneof(
  { weight: 12, arbitrary: fc.constant('application/json') },
  {
    weight: 2,
    arbitrary: fc.constantFrom(
      ...[
        'application/json; charset=utf-8',
        'APPLICATION/JSON;charset="UTF-8"',
        'text/plain',
        'application/json; charset=latin1',
      ],
      ...[
        'application/x-www-form-urlencoded',
        'application/problem+json',
        'application/json, text/plain',
        ';',
        '*',
      ],
    ),
  },
  { weight: 1, arbitrary: oddHeader },
)
const cookies = fc.oneof(
  fc.uuid().map((id) => `SC_ANALYTICS_GLOBAL_COOKIE=${id.replaceAll('-', '')}|False`),
  fc.uuid().map((id) => `a=b; sc_analytics_global_cookie="${id.replaceAll('-', '')}%7CTRUE"; c`),
  fc.constant('SC_TRACKING_CONSENT=%7B%22guarded%22%3Atrue%7D; SC_ANALYTICS_GLOBAL_COOKIE='),
  oddHeader,
)
const addresses = fc.oneof(fc.ipV4(), fc.ipV6(), oddHeader)
const moreHeaders = fc.array(
  fc.oneof(
    fc.tuple(fc.constant('cookie'), cookies),
    fc.tuple(fc.constant('x-forwarded-for'), addresses),
    fc.tuple(
      fc.constantFrom('x-forwarded-proto', 'x-forwarded-host', 'forwarded', 'x-request-id', 'traceparent'),
      oddHeader,
    ),
    fc.tuple(
      fc.constantFrom('user-agent', 'accept-language', 'referer', 'if-none-match', 'accept'),
      oddHeader,
    ),
    fc.tuple(
      fc.constant('user-agent'),
      fc.constantFrom('Mozilla/5.0 (X11; Linux) Chrome/120.0', 'Googlebot/2.1', 'curl/8'),
    ),
    fc.tuple(
      fc.constant('origin'),
      fc.oneof(fc.constantFrom('https://app.example.com', 'null', 'http://localhost'), oddHeader),
    ),
    fc.tuple(fc.constant('x-waymark-visitor'), fc.oneof(fc.uuid(), oddHeader)),
    fc.tuple(
      fc.constantFrom('content-encoding', 'te', 'upgrade', 'range', 'access-control-request-headers'),
      oddHeader,
    ),
    fc.tuple(fc.constantFrom('x-odd', 'sc_apikey', 'authorization', '__proto__'), oddHeader),
    fc.constant(['expect', '100-continue'] as [string, string]),
  ),
  { maxLength: 4 },
)

const methods = (usual: string) =>
  fc.oneof(
    { weight: 12, arbitrary: fc.constant(usual) },
    {
      weight: 1,
      arbitrary: fc.constantFrom('GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS', 'PROPFIND', 'QUERY'),
    },
  )

const encoded = odd.map((text) => encodeURIComponent(text.toWellFormed()).slice(0, 3_000))
/** As `encodeURIComponent` would never write it. */
const rawInUrl = odd.map((text) => text.replaceAll(/[^!-"$-~]/g, '%').slice(0, 300))
const inUrl = fc.oneof(encoded, rawInUrl)

function withCase(path: string): fc.Arbitrary<string> {
  return fc.oneof(
    { weight: 6, arbitrary: fc.constant(path) },
    {
      weight: 1,
      arbitrary: fc.constantFrom(
        path.toUpperCase(),
        `${path}/`,
        `/${path}`,
        path.replace('e', '%65'),
        `${path}%`,
        `${path}/..`,
      ),
    },
  )
}

const pairs = (names: readonly string[], values: fc.Arbitrary<string>) =>
  fc
    .array(fc.tuple(fc.oneof(fc.constantFrom(...names), inUrl), values), { maxLength: 4 })
    .map((all) => all.map(([name, value]) => `${name}=${value}`).join('&'))

const sitecoreKeys = fc.oneof(
  {
    weight: 10,
    arbitrary: fc.constantFrom<string>(
      guarded.sitecoreKey,
      guarded.provisionalKey,
      guarded.consentKey,
      guarded.listingKey,
    ),
  },
  { weight: 1, arbitrary: inUrl },
)
const sitecorePaths = fc.oneof(
  { weight: 10, arbitrary: fc.constant('/sitecore/api/jss/track/event') },
  {
    weight: 3,
    arbitrary: fc
      .constantFrom(
        ...[
          '/sitecore/api/jss/track/event',
          '/sitecore/api/jss/track/flush',
          '/sitecore/api/jss/consent/give',
        ],
        ...[
          '/sitecore/api/jss/consent/revoke',
          '/layouts/system/VIChecker.aspx',
          '/layouts/system/x',
          '/sitecore/api/jss/track',
        ],
      )
      .chain(withCase),
  },
)
const sitecoreQueries = fc
  .tuple(
    sitecoreKeys,
    pairs(
      ['sc_camp', 'sc_trk', 'SC_APIKEY', 'consent'],
      fc.oneof(inUrl, fc.constantFrom('Spring', 'Register')),
    ),
  )
  .map(([key, more]) => `?sc_apikey=${key}${more === '' ? '' : `&${more}`}`)

/** How items may come in the body of the Sitecore API. */
const sitecoreBodies = fc
  .tuple(items, fc.constantFrom('list', 'one', 'wrapped', 'cut', 'odd'), json)
  .map(([all, form, other]) => {
    const list = `[${all.join(',')}]`
    switch (form) {
      case 'one':
        return { text: all[0] ?? '', items: all.slice(0, 1) }
      case 'wrapped':
        return { text: JSON.stringify({ method: 'POST', body: list }), items: all }
      case 'cut':
        return { text: list.slice(0, -1), items: [] }
      case 'odd':
        return { text: other, items: [] }
      default:
        return { text: list, items: all }
    }
  })

const sitecoreRequest = fc
  .record({
    method: methods('POST'),
    path: sitecorePaths,
    query: sitecoreQueries,
    type: contentType,
    more: moreHeaders,
    body: sitecoreBodies,
    isChunked: fc.boolean(),
  })
  .map(({ path, query, type, more, body, ...request }) => ({
    ...request,
    path: path + query,
    headers: [['content-type', type], ...more] as const,
    body: body.text,
    items: body.items,
  }))

export interface KnownIds {
  readonly contacts: readonly string[]
  readonly cursors: readonly string[]
}

function xperienceRequest({ contacts }: KnownIds) {
  const contact = fc.oneof(
    { weight: 8, arbitrary: fc.constantFrom(...contacts) },
    { weight: 1, arbitrary: inUrl },
  )
  const consent = fc.oneof(
    { weight: 4, arbitrary: fc.constantFrom('TrackingConsent', 'trackingconsent') },
    { weight: 1, arbitrary: inUrl },
  )
  const activities = fc
    .tuple(items, contact, fc.constantFrom('good', 'good', 'good', 'odd', 'cut'), json)
    .map(([all, id, form, other]) => {
      const channel = form === 'odd' ? other : JSON.stringify(guarded.channel)
      const text = `{"channel":${channel},"Contact":${JSON.stringify(id)},"activities":[${all.join(',')}]}`
      return { path: '/activities', method: 'POST', text: form === 'cut' ? text.slice(1) : text, items: all }
    })
  const others = fc
    .tuple(
      fc.oneof(
        fc.tuple(fc.constant('POST'), fc.constant('/contacts')),
        fc.tuple(
          fc.constant('GET'),
          fc
            .tuple(consent, pairs(['languageName'], inUrl))
            .map(([name, query]) => `/consents/${name}?${query}`),
        ),
        fc.tuple(
          fc.constantFrom('GET', 'POST'),
          fc.tuple(contact, consent).map(([id, name]) => `/contacts/${id}/consents/${name}`),
        ),
        fc.tuple(
          fc.constantFrom('GET', 'POST'),
          inUrl.map((text) => `/${text}`),
        ),
      ),
      fc.oneof(fc.constantFrom('{"agree":true}', '{"AGREE":false}', ''), json),
    )
    .map(([[method, path], text]) => ({ path, method, text, items: [] as string[] }))
  return fc
    .record({
      request: fc.oneof({ weight: 3, arbitrary: activities }, { weight: 1, arbitrary: others }),
      base: withCase('/Kentico.Tracking'),
      method: fc.option(methods('POST'), { freq: 12 }),
      key: fc.oneof(
        { weight: 10, arbitrary: fc.constant<string>(guarded.trackingKey) },
        {
          weight: 1,
          arbitrary: fc.oneof(fc.constantFrom<string>(guarded.contentKey, guarded.disabledKey), oddHeader),
        },
      ),
      type: contentType,
      more: moreHeaders,
      isChunked: fc.boolean(),
    })
    .map(({ request, base, method, key, type, more, isChunked }) => ({
      method: request.method,
      path: base + request.path,
      headers: [['authorization', `Bearer ${key}`], ['content-type', type], ...more] as const,
      body: request.text,
      items: request.items,
      isChunked,
      ...(method === null && { method: 'OPTIONS' }),
    }))
}

const parameterNames = [
  ...[
    'limit',
    'cursor',
    'sort',
    'count',
    'search',
    'known',
    'contact',
    'visit',
    'channel',
    'kind',
    'type',
    'from',
    'to',
  ],
  ...['robots', 'api', 'code', 'classification'],
]

function managementRequest({ contacts, cursors }: KnownIds) {
  const value = fc.oneof(
    fc.constantFrom(
      '1',
      '500',
      '501',
      '-1',
      'true',
      'false',
      'app',
      'goal',
      'pagevisit',
      '-occurredAt',
      'receivedAt',
      'ada',
    ),
    fc.constantFrom(
      '2026-01-01T00:00:00Z',
      '2026-01-01T00:00:00.123456789+14:00',
      '1970-01-01T00:00:00-23:59',
      guarded.channel,
    ),
    fc.constantFrom(...contacts, ...cursors, 'sitecore'),
    fc
      .tuple(fc.constantFrom(...cursors, 'W10'), fc.nat({ max: 60 }))
      .map(([text, at]) => text.slice(0, at) + text.slice(at + 1)),
    inUrl,
  )
  const id = fc.oneof({ weight: 3, arbitrary: fc.constantFrom(...contacts) }, { weight: 1, arbitrary: inUrl })
  const paths = fc.oneof(
    fc.constantFrom('/contacts', '/activities', '/rejected-events', '/rejected-events/counts'),
    id.map((text) => `/contacts/${text}`),
    id.map((text) => `/contacts/${text}/visits`),
    id.map((text) => `/contacts/${text}/timeline`),
    id.map((text) => `/visits/${text}`),
    inUrl.map((text) => `/${text}`),
  )
  return fc
    .record({
      method: methods('GET'),
      path: fc.oneof(
        { weight: 20, arbitrary: paths.map((path) => `/api/v1${path}`) },
        {
          weight: 1,
          arbitrary: fc.constantFrom(
            '/',
            '/health/ready',
            '/health/live',
            '/metrics',
            '/api/docs',
            '/api/openapi.json',
          ),
        },
      ),
      query: pairs(parameterNames, value),
      token: fc.oneof(
        { weight: 10, arbitrary: fc.constant<string>(guarded.token) },
        { weight: 1, arbitrary: oddHeader },
      ),
      more: moreHeaders,
    })
    .map(({ method, path, query, token, more }) => ({
      method,
      path: `${path}?${query}`,
      headers: [['authorization', `Bearer ${token}`], ...more] as const,
      body: '',
      items: [] as string[],
      isChunked: false,
    }))
}

type UnmarkedRequest = Omit<FuzzedRequest, 'marks'> & { readonly items: readonly string[] }

/** Puts marks in; `nextMark` gives one that nobody has. */
function mark({ items: all, ...request }: UnmarkedRequest, nextMark: () => string): FuzzedRequest {
  const texts = all.map((text) => (text.includes('@mark@') ? nextMark() : null))
  const marked = texts.filter((text) => text !== null)
  let at = 0
  // An item names its mark first, and may name it as its messageId too.
  const body = request.body.replaceAll(/(\\?"mark\\?":\\?")?@mark@/g, (_all, isFirst) =>
    isFirst === undefined ? (marked[at - 1] ?? '') : `${isFirst}${marked[at++] ?? ''}`,
  )
  const marks = texts.map((text, position) =>
    text === null ? null : { text, maybeRepeated: /messageid"(?!:"@mark@")/i.test(all[position] ?? '') },
  )
  return { ...request, body, marks }
}

export function writeFuzzed({ method, path, headers, body, isChunked }: FuzzedRequest): Buffer {
  const bytes = Buffer.from(body.toWellFormed())
  const head = `${method} ${path} HTTP/1.1\r\nhost: localhost\r\n${headers.map(([name, value]) => `${name}: ${value}\r\n`).join('')}`
  if (!isChunked) {
    const length = bytes.length > 0 ? `content-length: ${bytes.length}\r\n` : ''
    return Buffer.concat([Buffer.from(`${head}${length}\r\n`, 'latin1'), bytes])
  }
  const middle = Math.floor(bytes.length / 2)
  const chunks = [bytes.subarray(0, middle), bytes.subarray(middle)].filter((chunk) => chunk.length > 0)
  return Buffer.concat([
    Buffer.from(`${head}transfer-encoding: chunked\r\n\r\n`, 'latin1'),
    ...chunks.flatMap((chunk) => [
      Buffer.from(`${chunk.length.toString(16)};odd=1\r\n`),
      chunk,
      Buffer.from('\r\n'),
    ]),
    Buffer.from('0\r\n\r\n'),
  ])
}

/** What clients of all sorts may send over one connection. */
export function fuzzedSessions(known: KnownIds, nextMark: () => string): fc.Arbitrary<FuzzedSession> {
  const request = fc
    .oneof(
      { weight: 4, arbitrary: sitecoreRequest },
      { weight: 3, arbitrary: xperienceRequest(known) },
      { weight: 2, arbitrary: managementRequest(known) },
    )
    .map((unmarked) => mark(unmarked, nextMark))
  const sound = fc.record({
    type: fc.constant('requests' as const),
    requests: fc.array(request, { minLength: 1, maxLength: 4 }),
    isPipelined: fc.boolean(),
  })
  const broken = fc
    .record({
      request,
      change: fc.constantFrom('cut', 'byte', 'garbage', 'length', 'smuggle'),
      at: fc.nat({ max: 10_000 }),
      byte: fc.nat({ max: 255 }),
      garbage: fc.uint8Array({ maxLength: 300 }),
      ending: fc.constantFrom('end' as const, 'reset' as const),
    })
    .map(({ request: { marks: _unknown, ...whole }, change, at, byte, garbage, ending }) => {
      const bytes = writeFuzzed({ ...whole, marks: [] })
      const place = at % bytes.length
      switch (change) {
        case 'cut':
          return { type: 'broken' as const, ending, bytes: bytes.subarray(0, place) }
        case 'byte':
          bytes[place] = byte
          return { type: 'broken' as const, ending, bytes }
        case 'garbage':
          return { type: 'broken' as const, ending, bytes: Buffer.from(garbage) }
        default: {
          const line =
            change === 'length' ? `content-length: ${at}` : 'transfer-encoding: chunked\r\ncontent-length: 5'
          const text = bytes.toString('latin1').replace('\r\n', `\r\n${line}\r\n`)
          return { type: 'broken' as const, ending, bytes: Buffer.from(text, 'latin1') }
        }
      }
    })
  return fc.oneof({ weight: 5, arbitrary: sound }, { weight: 1, arbitrary: broken })
}
