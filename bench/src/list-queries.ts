import pg from 'pg'

/** Questions to the list of contacts: those of a line differ in the value of one filter, or in the place in the list. */
export interface ListLine {
  readonly what: string
  readonly queries: readonly string[]
}

const days = 86_400_000

/** Every filter and every order of the list of contacts, with the values that this database has. */
export async function describeLists(connection: pg.ClientConfig): Promise<ListLine[]> {
  const client = new pg.Client(connection)
  await client.connect()
  const column = async (text: string): Promise<string[]> =>
    (await client.query<{ value: string }>(text)).rows.map(({ value }) => encodeURIComponent(value))
  const definitions = (kind: string) =>
    column(`SELECT guid AS value FROM definitions WHERE kind = '${kind}' AND guid::text LIKE 'de300000%'`)
  try {
    const filter = (name: string, values: readonly string[]): ListLine => ({
      what: name,
      queries: values.map((value) => `${name}=${value}`),
    })
    const periods = Array.from({ length: 40 }, (_, n) => {
      const to = Date.now() - n * 2 * days
      const from = to - ([1, 7, 30][n % 3] ?? 1) * days
      return `from=${new Date(from).toISOString()}&to=${new Date(to).toISOString()}`
    })
    const names = await column(
      `SELECT last_name AS value FROM contacts TABLESAMPLE SYSTEM (1) WHERE last_name IS NOT NULL LIMIT 20`,
    )
    const emails = await column(
      `SELECT substr(email, 1, 12) AS value FROM contacts TABLESAMPLE SYSTEM (1) WHERE email IS NOT NULL LIMIT 20`,
    )
    const ids = await column(`SELECT id AS value FROM contacts TABLESAMPLE SYSTEM (1) LIMIT 20`)
    const orders = [
      'lastActivityAt',
      'createdAt',
      'firstSeenAt',
      'visitCount',
      'activityCount',
      'totalPoints',
      'valuePerVisit',
    ]
    // As the Overview leads there: who did it in one visit of these days.
    const latest = periods.filter((_, n) => n % 3 === 2).slice(0, 4)
    const ofMonth = ({ what, queries }: ListLine): ListLine => ({
      what: `30 days, ${what}`,
      queries: queries.flatMap((query) => latest.map((period) => `${period}&robots=false&${query}`)),
    })
    const byVisits = {
      channel: filter('channel', await column(`SELECT guid AS value FROM channels`)),
      trafficChannel: filter('trafficChannel', [
        'Direct',
        'Social',
        'Referral',
        'Organic%20search',
        ...(await column(
          `SELECT DISTINCT traffic_channel AS value FROM definitions WHERE traffic_channel IS NOT NULL`,
        )),
      ]),
      campaign: filter('campaign', await definitions('campaign')),
      goal: filter('goal', await definitions('goal')),
      outcome: filter('outcome', await definitions('outcome')),
      device: filter('device', ['desktop', 'mobile', 'tablet', 'tv', 'bot']),
      country: filter(
        'country',
        await column(
          `SELECT DISTINCT location ->> 'country' AS value FROM visits TABLESAMPLE SYSTEM (1) WHERE location IS NOT NULL`,
        ),
      ),
    }
    return [
      { what: 'none', queries: [''] },
      ...orders.map((name) => filter('sort', [name, `-${name}`])),
      filter('known', ['true', 'false']),
      filter('robots', ['false']),
      filter('classification', ['human', 'robot', 'unknown']),
      { what: 'from and to', queries: periods },
      ...Object.values(byVisits),
      ...Object.values(byVisits).map(ofMonth),
      filter('consent', await column(`SELECT name AS value FROM consents`)),
      filter('field', [
        'jobTitle:contains:chief',
        'jobTitle:contains:engineer',
        'companyName:set',
        'companyName:is:Kestrel%20Software',
        'notes:set',
        'email:unset',
      ]),
      filter('search', [...names, ...emails, ...ids]),
    ]
  } finally {
    await client.end()
  }
}
