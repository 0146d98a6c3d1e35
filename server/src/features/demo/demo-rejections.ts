import type { apiNumbers } from '../../engine/store/statement.ts'

/** Something that apps of the demo got wrong. */
export interface DemoMistake {
  readonly api: keyof typeof apiNumbers
  readonly channel: 'shop' | 'app'
  readonly endpoint: 'event' | 'activities'
  readonly code: string
  readonly message: string
  /** What was sent, or null where nothing was read. */
  readonly payload: string | null
  readonly sent: 'item' | 'body' | 'query' | null
  readonly kind: string
  readonly subject: string
  /** How often, over how many hours before the end of the run. */
  readonly times: number
  readonly hours: number
}

const item = (value: object) => ({ payload: JSON.stringify(value), sent: 'item' as const })
const shop = { api: 'sitecore', channel: 'shop', endpoint: 'event', kind: '', subject: '' } as const
const app = { api: 'xperience', channel: 'app', endpoint: 'activities', kind: '', subject: '' } as const

/** A handful of what happens in every company: misspelt names, a comma in an amount, a page on a server of its own. */
export const demoMistakes: readonly DemoMistake[] = [
  {
    ...shop,
    code: 'unknown_goal',
    message: "There is no goal 'Newsletter signup'. Define it first, or check the spelling.",
    ...item({ goalId: 'Newsletter signup', form: 'footer' }),
    kind: 'goal',
    subject: 'Newsletter signup',
    times: 14,
    hours: 52,
  },
  {
    ...shop,
    code: 'invalid_monetary_value',
    message:
      'monetaryValue must be a decimal number such as 1337.00, with at most 15 digits before the point and 4 after it.',
    ...item({
      outcomeId: 'Order placed',
      monetaryValue: '1.299,00',
      currencyCode: 'EUR',
      orderNumber: 'F-10482',
    }),
    kind: 'outcome',
    times: 5,
    hours: 30,
  },
  {
    ...shop,
    code: 'unknown_campaign',
    message: "There is no campaign 'autumn-sale'. Define it first, or check the spelling.",
    payload: JSON.stringify({ sc_camp: 'autumn-sale' }),
    sent: 'query',
    subject: 'autumn-sale',
    times: 7,
    hours: 100,
  },
  {
    ...shop,
    code: 'malformed_json',
    message: 'The body is not valid JSON: it ends too early.',
    payload: '[{"goalId":"Account created","form":"checkout"},{"eventId":"Signed in"',
    sent: 'body',
    times: 2,
    hours: 70,
  },
  {
    ...shop,
    code: 'origin_not_allowed',
    message:
      "The CORS origins of the API key do not list 'https://preview.fernhill-cycles.example', from which this request came.",
    subject: 'https://preview.fernhill-cycles.example',
    payload: null,
    sent: null,
    times: 3,
    hours: 20,
  },
  {
    ...app,
    code: 'unknown_type',
    message: "There is no activity type 'demo_ride_shared'. Define it first, or check the spelling.",
    ...item({ type: 'demo_ride_shared', value: 'Morning loop', distanceKm: 31.4 }),
    kind: 'demo_ride_shared',
    subject: 'demo_ride_shared',
    times: 9,
    hours: 40,
  },
]
