import type { Queries } from '../../platform/database/queries.ts'

export interface DemoRun {
  readonly seed: number
  readonly people: number
  readonly from: number
  readonly until: number
}

/** Writes down that a run begins. False when one with this seed has begun before. */
export async function beginDemoRun(db: Queries, run: DemoRun, now: number): Promise<boolean> {
  const { numInsertedOrUpdatedRows } = await db
    .insertInto('demo_runs')
    .values({
      seed: run.seed,
      people: run.people,
      from_at: new Date(run.from),
      until_at: new Date(run.until),
      began_at: new Date(now),
    })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst()
  return numInsertedOrUpdatedRows === 1n
}

/** Writes down how far a run has come: everything that began before `reached` is stored. */
export async function endDemoRun(db: Queries, seed: number, reached: number): Promise<void> {
  await db
    .updateTable('demo_runs')
    .set({ reached_at: new Date(reached) })
    .where('seed', '=', seed)
    .execute()
}

/** As if it had never begun. */
export async function forgetDemoRun(db: Queries, seed: number): Promise<void> {
  await db.deleteFrom('demo_runs').where('seed', '=', seed).execute()
}

/** When a run with this seed began, and whether it came to its end. */
export async function findDemoRun(
  db: Queries,
  seed: number,
): Promise<{ beganAt: Date; isComplete: boolean } | null> {
  const row = await db
    .selectFrom('demo_runs')
    .select(['began_at', 'reached_at', 'until_at'])
    .where('seed', '=', seed)
    .executeTakeFirst()
  if (row === undefined) return null
  return { beganAt: row.began_at, isComplete: row.reached_at !== null && row.reached_at >= row.until_at }
}

/** Writes down that all runs are being removed. */
export async function noteRemoval(db: Queries, now: number): Promise<void> {
  await db
    .updateTable('demo_runs')
    .set({ removal_began_at: new Date(now) })
    .where('removal_began_at', 'is', null)
    .execute()
}

export async function forgetDemoRuns(db: Queries): Promise<void> {
  await db.deleteFrom('demo_runs').execute()
}
