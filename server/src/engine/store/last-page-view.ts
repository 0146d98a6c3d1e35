/** SQL for the definition of page views. */
export const pageViewType = `(SELECT id FROM definitions WHERE guid = '9326cb1e-cec8-48f2-9a3e-91c7dbb2166c')`

/** How far back a page view is looked for: visitors who do more between two pages than this are none. */
const MOST_ACTIVITIES = 1_000

/**
 * SQL for the last page view (id, occurred_at) of a visit between two moments, for a lateral join: `contact`, `visit`,
 * `from` and `to` are expressions. A visit that was open during a merge has activities under several ids of its
 * contact. Reads the primary key of activities backwards, and not far, whatever a visitor has heaped up.
 */
export function lastPageView(contact: string, visit: string, from: string, to: string): string {
  return `(
    SELECT a.id, a.occurred_at
    FROM (SELECT ${contact} UNION ALL SELECT alias_id FROM contact_aliases WHERE contact_id = ${contact}) AS own (id)
    CROSS JOIN LATERAL (
      SELECT id, occurred_at, visit_id, definition_id FROM activities
      WHERE contact_id = own.id AND occurred_at BETWEEN ${from} AND ${to}
      ORDER BY occurred_at DESC, id DESC
      LIMIT ${MOST_ACTIVITIES}
    ) AS a
    WHERE a.visit_id = ${visit}
      AND a.definition_id = ${pageViewType}
    ORDER BY a.occurred_at DESC, a.id DESC
    LIMIT 1
  )`
}
