import pg from 'pg'
import type { ListLine } from './list-queries.ts'

const hours = 3_600_000

/** Every filter of the list of activities over its usual 24 hours, and those with an index over 30 days. */
export async function describeActivityLists(connection: pg.ClientConfig): Promise<ListLine[]> {
  const client = new pg.Client(connection)
  await client.connect()
  const column = async (text: string): Promise<string[]> =>
    (await client.query<{ value: string }>(text)).rows.map(({ value }) => encodeURIComponent(value))
  try {
    const types = await column(
      `SELECT guid AS value FROM definitions WHERE id IN (SELECT definition_id FROM daily_counts) ORDER BY id LIMIT 20`,
    )
    const campaigns = await column(
      `SELECT guid AS value FROM definitions WHERE id IN (SELECT campaign_id FROM visits) ORDER BY id`,
    )
    const channels = await column(`SELECT guid AS value FROM channels`)
    const kinds = [
      'pageView',
      '-pageView',
      'goal',
      'outcome',
      'campaign',
      'event',
      'click',
      'dataInput',
      'custom',
    ]
    const line = (words: string, ago: number, name: string, values: readonly string[]): ListLine => ({
      what: `${words}, ${name === '' ? 'no filter' : `filter ${name}`}`,
      queries: values.map((value) => {
        const filter = name === '' ? '' : `&${name}=${value}`
        return `from=${new Date(Date.now() - ago).toISOString()}${filter}`
      }),
    })
    const day = (name: string, values: readonly string[]) => line('24 hours', 24 * hours, name, values)
    const month = (name: string, values: readonly string[]) => line('30 days', 30 * 24 * hours, name, values)
    return [
      day('', ['']),
      day('kind', kinds),
      day('type', types),
      day('channel', channels),
      day('campaign', campaigns),
      day('utm', ['source:newsletter', 'source:google', 'medium:email', 'source:nowhere']),
      // What is found often, and what is nowhere, for which everything is looked at.
      day('property', ['plan', 'email', 'nothing:0']),
      day('search', ['pricing', 'home', 'nowhere%20at%20all', '%C3%96dland']),
      day('robots', ['false']),
      month('', ['']),
      month('type', types),
      month('campaign', campaigns),
    ]
  } finally {
    await client.end()
  }
}
