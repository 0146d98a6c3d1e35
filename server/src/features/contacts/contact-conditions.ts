import { type RawBuilder, sql } from 'kysely'
import { classificationNumbers } from '../../engine/store/statement.ts'
import type { Arrival, ContactFilter, VisitInPeriod } from './contact-filter.ts'
import { mayMeetField, meetsField } from './field-condition.ts'

/**
 * A filter in SQL, on a row of contact_state that goes by `s`. Subqueries are scalar, with a limit: PostgreSQL asks those
 * for one contact after the other, as it goes through them in the order of the list, and would otherwise join whole tables.
 */
export interface ContactConditions {
  /** That cost a microsecond or few. */
  readonly cheap: readonly RawBuilder<unknown>[]
  /** That read other rows of a contact, such as all its visits: asked last, and of as few as possible. */
  readonly dear: readonly RawBuilder<unknown>[]
  /** Where an index says who may meet the filter. */
  readonly candidates: Candidates | null
}

interface Candidates {
  /** A SELECT of ids: everybody who meets the filter is among them. */
  readonly ids: RawBuilder<unknown>
  /** The one of the conditions that all of them meet. */
  readonly covers: RawBuilder<unknown>
}

export function conditionsOf(filter: ContactFilter): ContactConditions {
  const cheap: RawBuilder<unknown>[] = []
  const dear: RawBuilder<unknown>[] = []
  const candidates: Candidates[] = []
  const { classifications, known, search, field, visit, arrival, consentIds } = filter

  for (const list of filter.facets) cheap.push(sql`s.facets && ${list}::int[]`)
  if (classifications !== null) {
    const numbers = classifications.map((one) => classificationNumbers[one])
    cheap.push(sql`s.classification = ANY(${numbers}::smallint[])`)
  }
  if (search !== null && 'ids' in search) {
    const covers = sql`s.contact_id = ANY(${search.ids}::uuid[])`
    cheap.push(covers)
    candidates.push({ ids: sql`SELECT unnest(${search.ids}::uuid[])`, covers })
  }
  if (field !== null) {
    const covers = sql`(SELECT true FROM contacts c WHERE c.id = s.contact_id AND ${meetsField(field)} LIMIT 1) IS NOT NULL`
    // Who once said something there, which is a facet, nearly always still does: few are asked until the page is full.
    if (field.operator === 'set') dear.push(covers)
    else cheap.push(covers)
    const mayMeet = mayMeetField(field)
    if (mayMeet !== null) {
      const ids = sql`SELECT c.id FROM contacts c WHERE ${mayMeet} AND ${meetsField(field)}`
      candidates.push({ ids, covers })
    }
  }
  // What so many have in their names says less than what is in a field.
  if (search !== null && 'select' in search) {
    cheap.push(search.condition)
    candidates.push({ ids: search.select, covers: search.condition })
  }
  // Facets name fewer than identifiers and times do.
  const hasFacets = filter.facets.length > 0
  if (known !== null) {
    // An e-mail address is an identifier too.
    const identifier = sql`(SELECT true FROM contact_identifiers k WHERE k.contact_id = s.contact_id LIMIT 1)`
    const covers = known ? sql`${identifier} IS NOT NULL` : sql`${identifier} IS NULL`
    cheap.push(covers)
    if (known && !hasFacets)
      candidates.push({ ids: sql`SELECT k.contact_id FROM contact_identifiers k`, covers })
  }
  if (visit !== null) {
    // Told by the contact itself: it was active in that time or around it.
    if (visit.from !== null) cheap.push(sql`s.last_at >= ${visit.from}`)
    if (visit.to !== null) cheap.push(sql`s.first_at < ${visit.to}`)
    const isAsked = isVisit(visit)
    const covers = hasVisit(isAsked)
    dear.push(covers)
    const ids = sql`SELECT ${survivorOf(sql`v.contact_id`)} FROM visits v WHERE ${isAsked}`
    if (!hasFacets) candidates.push({ ids, covers })
  }
  if (consentIds !== null) dear.push(agrees(consentIds))
  if (arrival !== null) dear.push(hasVisit(cameBy(arrival)))
  // The first of them names the fewest, as a rule.
  return { cheap, dear, candidates: candidates[0] ?? null }
}

/** Visits and agreements stay under the id that a contact had before a merge. */
function survivorOf(id: RawBuilder<unknown>): RawBuilder<unknown> {
  return sql`coalesce((SELECT m.contact_id FROM contact_aliases m WHERE m.alias_id = ${id}), ${id})`
}

const family = sql`(SELECT s.contact_id AS id UNION ALL SELECT m.alias_id FROM contact_aliases m WHERE m.contact_id = s.contact_id)`

/** A condition on `v`, a row of visits, that one of them meets. */
function hasVisit(condition: RawBuilder<unknown>): RawBuilder<unknown> {
  return sql`(SELECT true FROM ${family} f CROSS JOIN LATERAL (
      SELECT FROM visits v WHERE v.contact_id = f.id AND ${condition} LIMIT 1
    ) v LIMIT 1) IS NOT NULL`
}

function isVisit(visit: VisitInPeriod): RawBuilder<unknown> {
  const { from, to, channelIds, campaignIds, arrival, devices, countries, reached } = visit
  const conditions = [sql`true`]
  if (from !== null) conditions.push(sql`v.started_at >= ${from}`)
  if (to !== null) conditions.push(sql`v.started_at < ${to}`)
  if (!visit.robots) conditions.push(sql`NOT v.robot`)
  if (channelIds !== null) conditions.push(sql`v.channel_id = ANY(${channelIds}::int[])`)
  if (campaignIds !== null) conditions.push(sql`v.campaign_id = ANY(${campaignIds}::int[])`)
  if (arrival !== null) conditions.push(cameBy(arrival))
  if (devices !== null) conditions.push(sql`v.device ->> 'type' = ANY(${devices}::text[])`)
  if (countries !== null) conditions.push(sql`v.location ->> 'country' = ANY(${countries}::text[])`)
  for (const definitionIds of reached) conditions.push(reachedIn(definitionIds))
  return sql.join(conditions, sql` AND `)
}

/** The primary key of activities leads to those of the visit. */
function reachedIn(definitionIds: readonly number[]): RawBuilder<unknown> {
  return sql`(SELECT true FROM activities a
    WHERE a.contact_id = v.contact_id AND a.occurred_at BETWEEN v.started_at AND v.last_at AND a.visit_id = v.id
      AND a.definition_id = ANY(${definitionIds}::int[]) LIMIT 1) IS NOT NULL`
}

function cameBy({ campaignIds, referrerChannels, silentCampaignIds }: Arrival): RawBuilder<unknown> {
  return sql`(v.campaign_id = ANY(${campaignIds}::int[])
    OR v.referrer_channel = ANY(${referrerChannels}::smallint[])
      AND (v.campaign_id IS NULL OR v.campaign_id = ANY(${silentCampaignIds}::int[])))`
}

/** The newest row of the log counts, for each consent. */
function agrees(consentIds: readonly number[]): RawBuilder<unknown> {
  return sql`(SELECT true FROM unnest(${consentIds}::int[]) AS k (id) CROSS JOIN LATERAL (
      SELECT g.agreed FROM ${family} f JOIN consent_agreements g ON g.contact_id = f.id
      WHERE g.consent_id = k.id ORDER BY g.at DESC, g.id DESC LIMIT 1
    ) newest WHERE newest.agreed LIMIT 1) IS NOT NULL`
}
