import type { Definition, Snapshot } from '../../catalogue/snapshot.ts'
import type { Classification } from '../../domain/classification.ts'
import {
  channelFacet,
  consentFacet,
  countryFacet,
  definitionFacet,
  deviceFacet,
  fieldFacet,
  referrerFacet,
} from '../../domain/contact-facets.ts'
import { parseGuid, type Uuid } from '../../domain/ids.ts'
import { referrerChannels } from '../../domain/traffic-channel.ts'
import type { Queries } from '../../platform/database/queries.ts'
import { findChannelIds } from '../shared/find-channel-ids.ts'
import { Problem } from '../shared/problem.ts'
import type { Arrival, ContactFilter, VisitInPeriod } from './contact-filter.ts'
import type { contactParameters } from './contacts.parameters.ts'
import { searchContacts } from './search-contacts.queries.ts'

export type AskedContacts = Omit<
  ReturnType<typeof contactParameters.read>,
  'sort' | 'include' | 'limit' | 'cursor' | 'count'
>

/** What is asked, in the ids of the database. What names something that is not there throws a {@link Problem}. */
export async function findFilter(
  queries: Queries,
  snapshot: Snapshot,
  asked: AskedContacts,
): Promise<ContactFilter> {
  const showsAnonymous = snapshot.settings['profiles.showAnonymous']
  const arrival = asked.trafficChannel === null ? null : findArrival(snapshot, asked.trafficChannel)
  const channelIds = asked.channel?.flatMap((name) => findChannelIds(snapshot, name) ?? []) ?? null
  const goals = definitionsOf(snapshot, 'goal', asked.goal)
  const outcomes = definitionsOf(snapshot, 'outcome', asked.outcome)
  const campaignIds = definitionsOf(snapshot, 'campaign', asked.campaign)
  const consentIds = asked.consent === null ? null : findConsentIds(snapshot, asked.consent)
  const lists = [
    channelIds?.map(channelFacet),
    goals?.map(definitionFacet),
    outcomes?.map(definitionFacet),
    campaignIds?.map(definitionFacet),
    asked.device?.map(deviceFacet),
    asked.country?.map(countryFacet),
    arrival === null ? null : facetsOfArrival(arrival),
    consentIds?.map(consentFacet),
    asked.field === null || asked.field.operator === 'unset' ? null : [fieldFacet(asked.field.field)],
  ]
  const { from, to, robots, device: devices, country: countries } = asked
  const reached = [goals, outcomes].filter((list) => list !== null)
  const visit: VisitInPeriod | null =
    from === null && to === null
      ? null
      : {
          ...{ from: toDate(from), to: toDate(to), robots },
          ...{ channelIds, campaignIds, arrival, devices, countries, reached },
        }
  // Anonymous contacts are asked for and not to be shown: nobody is both.
  const isNobody = !showsAnonymous && asked.known === false
  return {
    known: showsAnonymous ? asked.known : true,
    classifications: chooseClassifications(asked),
    search: isNobody
      ? { ids: [] }
      : asked.search === null
        ? null
        : await searchContacts(queries, asked.search),
    visit,
    facets: lists.flatMap((list) => (list == null ? [] : [list.filter((facet) => facet !== null)])),
    arrival: visit === null ? arrival : null,
    consentIds,
    field: asked.field,
  }
}

function toDate(at: number | null): Date | null {
  return at === null ? null : new Date(at)
}

function chooseClassifications({ classification, robots }: AskedContacts): Classification[] | null {
  if (classification === null && robots) return null
  const chosen: readonly Classification[] = classification ?? ['human', 'robot', 'unknown']
  return chosen.filter((one) => robots || one !== 'robot')
}

function definitionsOf(
  snapshot: Snapshot,
  kind: 'goal' | 'outcome' | 'campaign',
  guids: readonly Uuid[] | null,
): number[] | null {
  if (guids === null) return null
  return guids.map((guid) => {
    const definition = snapshot.definition(kind, guid)
    if (definition === undefined) throw unknownValue(kind, `There is no ${kind} with the id ${guid}.`)
    return definition.id
  })
}

function findConsentIds(snapshot: Snapshot, named: readonly string[]): number[] {
  return named.map((name) => {
    const guid = parseGuid(name)
    const consent =
      snapshot.consent(name) ??
      (guid === null ? undefined : snapshot.consents.find((one) => one.guid === guid))
    if (consent === undefined) throw unknownValue('consent', `There is no consent '${name.slice(0, 100)}'.`)
    return consent.id
  })
}

/** Names are those of campaigns as they are now; one that nothing has is an empty list, since a campaign may have lost it. */
function findArrival(snapshot: Snapshot, names: readonly string[]): Arrival {
  const wanted = new Set(names.map((name) => name.toLowerCase()))
  const campaigns = snapshot.definitions.filter(({ kind }) => kind === 'campaign')
  const idsOf = (isChosen: (campaign: Definition) => boolean) =>
    campaigns.filter(isChosen).map(({ id }) => id)
  return {
    campaignIds: idsOf(({ trafficChannel }) => wanted.has(trafficChannel?.toLowerCase() ?? '')),
    referrerChannels: referrerChannels.flatMap((name, place) =>
      wanted.has(name.toLowerCase()) ? [place] : [],
    ),
    silentCampaignIds: idsOf(({ trafficChannel }) => trafficChannel === null),
  }
}

/** Whoever has such a visit has one of these, and others may have one too: of a visit both its campaign and its referrer
 * are noted. */
function facetsOfArrival({ campaignIds, referrerChannels: places }: Arrival): number[] {
  return [
    ...campaignIds.map(definitionFacet),
    ...referrerChannels.filter((_name, place) => places.includes(place)).map(referrerFacet),
  ]
}

function unknownValue(parameter: string, message: string): Problem {
  return new Problem('invalid_parameter', message, [{ parameter, message }])
}
