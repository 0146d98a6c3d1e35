import type { Draft } from '../../domain/command.ts'
import type { Uuid } from '../../domain/ids.ts'
import { bareArray, numberArray } from './array-literals.ts'
import type { Statement } from './statement.ts'

/** Which of these drafts are stored already, under one of these contacts or an id that was merged into it: they were
 * run before. */
export function findStoredActivities(contactIds: readonly Uuid[], drafts: readonly Draft[]): Statement {
  return {
    name: 'find-stored-activities',
    text: `
      SELECT a.id
      FROM (SELECT unnest($1::uuid[]) UNION SELECT alias_id FROM contact_aliases WHERE contact_id = ANY($1::uuid[])) AS c (id)
      CROSS JOIN unnest($2::float8[], $3::uuid[]) AS d (occurred_at, id)
      JOIN activities AS a ON a.contact_id = c.id AND a.occurred_at = to_timestamp(d.occurred_at / 1000) AND a.id = d.id`,
    values: [
      bareArray(contactIds),
      numberArray(drafts.map(({ occurredAt }) => occurredAt)),
      bareArray(drafts.map(({ id }) => id)),
    ],
  }
}
