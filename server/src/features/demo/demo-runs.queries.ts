import type { Client } from 'pg'

export interface DemoRun {
  readonly seed: number
  readonly people: number
  readonly from: number
  readonly until: number
}

/** Writes down that a run begins. False when one with this seed has begun before. */
export async function beginDemoRun(client: Client, run: DemoRun, now: number): Promise<boolean> {
  const { rowCount } = await client.query({
    text: `
      INSERT INTO demo_runs (seed, people, from_at, until_at, began_at)
      VALUES ($1, $2, $3, $4, $5)
      ON CONFLICT DO NOTHING`,
    values: [run.seed, run.people, new Date(run.from), new Date(run.until), new Date(now)],
  })
  return rowCount === 1
}

/** Writes down how far a run has come: everything that began before `reached` is stored. */
export async function endDemoRun(client: Client, seed: number, reached: number): Promise<void> {
  await client.query({
    text: 'UPDATE demo_runs SET reached_at = $2 WHERE seed = $1',
    values: [seed, new Date(reached)],
  })
}

/** When a run with this seed began, and whether it came to its end. */
export async function findDemoRun(
  client: Client,
  seed: number,
): Promise<{ beganAt: Date; isComplete: boolean } | null> {
  const { rows } = await client.query<{ beganAt: Date; isComplete: boolean }>({
    text: `
      SELECT began_at AS "beganAt", coalesce(reached_at >= until_at, false) AS "isComplete"
      FROM demo_runs WHERE seed = $1`,
    values: [seed],
  })
  return rows[0] ?? null
}
