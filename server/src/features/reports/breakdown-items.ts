import type { Snapshot } from '../../catalogue/snapshot.ts'
import { referrerChannels, trafficChannelOf } from '../../domain/traffic-channel.ts'
import type { MemberSums } from './breakdown.queries.ts'
import { type Breakdown, type BreakdownSort, breakdowns } from './dimensions.ts'
import { NONE } from './read-asked.ts'
import type { BreakdownItem } from './reports.schemas.ts'

/** The members of a breakdown, first things first, and how many are left out. */
export function listItems(
  by: Breakdown,
  members: readonly MemberSums[],
  snapshot: Snapshot,
  allVisits: number,
  { sort, limit }: { sort: BreakdownSort; limit: number },
): { items: BreakdownItem[]; more: number } {
  const items = new Map<string | null, BreakdownItem>()
  for (const member of members) {
    if (member.dimension !== breakdowns[by]) continue
    const { id, name } = nameMember(by, member, snapshot)
    const known = items.get(id)
    items.set(id, known === undefined ? toItem(id, name, member) : addTo(known, member))
  }
  const sorted = [...items.values()].sort((a, b) => compareItems(a, b, sort))
  return {
    items: sorted
      .slice(0, limit)
      .map((item) => ({ ...item, share: allVisits === 0 ? null : item.visits / allVisits })),
    more: Math.max(sorted.length - limit, 0),
  }
}

interface Named {
  readonly id: string | null
  readonly name: string | null
}

function nameMember(by: Breakdown, { channelId, number, text }: MemberSums, snapshot: Snapshot): Named {
  const none = { id: NONE, name: null }
  switch (by) {
    case 'channel': {
      const channel = snapshot.channelById(channelId)
      return { id: channel?.guid ?? null, name: channel?.name ?? null }
    }
    case 'campaign':
    case 'goal': {
      if (number === 0) return none
      const definition = snapshot.definitionById(number)
      return { id: definition?.guid ?? null, name: definition?.displayName ?? null }
    }
    case 'trafficChannel': {
      const campaign = snapshot.definitionById(number)
      const name = trafficChannelOf(campaign, referrerChannels[Number(text)] ?? 'Direct')
      return { id: name, name }
    }
    default:
      return text === '' ? none : { id: text, name: text }
  }
}

function toItem(id: string | null, name: string | null, member: MemberSums): BreakdownItem {
  const isGoal = member.dimension === 'goal'
  return {
    id,
    name,
    visits: member.visits,
    share: null,
    conversions: isGoal ? member.reached : member.conversions,
    points: isGoal ? member.reachedPoints : member.points,
    money: { ...member.money },
  }
}

function addTo(item: BreakdownItem, member: MemberSums): BreakdownItem {
  const more = toItem(item.id, item.name, member)
  const money = { ...item.money }
  for (const [currency, amount] of Object.entries(more.money))
    money[currency] = addMoney(money[currency] ?? 0, amount)
  return {
    ...item,
    visits: item.visits + more.visits,
    conversions: item.conversions + more.conversions,
    points: item.points + more.points,
    money,
  }
}

/** Amounts have four decimals; sums of binary fractions would soon have more. */
function addMoney(a: number, b: number): number {
  return Math.round((a + b) * 10_000) / 10_000
}

function compareItems(a: BreakdownItem, b: BreakdownItem, sort: BreakdownSort): number {
  const member = sort.slice(1) as 'visits' | 'points' | 'conversions'
  return b[member] - a[member] || b.visits - a.visits || compareText(a.name ?? '', b.name ?? '')
}

function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}
