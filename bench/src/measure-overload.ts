import { setTimeout as sleep } from 'node:timers/promises'
import type { Bench } from './bench.ts'
import { needAccepted } from './need-accepted.ts'
import { provisionWaymark, runRawLoad, startWaymark } from './processes.ts'
import { sitecoreEvents } from './traffic.ts'

/** More than the engine's queue holds may be under way at once: 4,000 connections with 8 requests each. */
const flood = { connections: 4_000, depth: 8 }
const timesCapacity = 10
/** Those who use it as always, from before to after. */
const guests = { connections: 16, rate: 300 }
const beforeSeconds = 5
const afterSeconds = 12

/**
 * Ten times as many events as can be stored arrive, for a minute, while a few guests go on as before. Requests that find
 * all connections full are given up: they reach nobody, and are in no figure but that of what arrived.
 */
export async function measureOverload({ seconds, isQuick, say, add, makeFolder }: Bench): Promise<void> {
  const folder = makeFolder()
  await provisionWaymark(folder)
  const waymark = await startWaymark(folder)
  try {
    const { url } = waymark
    const requests = sitecoreEvents(20_000)
    say('What the server can take: single events, 64 connections')
    await runRawLoad({ url, requests, connections: 64, seconds: 2 })
    const capacity = needAccepted(await runRawLoad({ url, requests, connections: 64, seconds }))

    const floodSeconds = isQuick ? 10 : 60
    say(`${timesCapacity} times as much for ${floodSeconds} s`)
    const before = waymark.memoryMiB()
    let most = before
    const watch = setInterval(() => {
      most = Math.max(most, waymark.memoryMiB())
    }, 200)
    const guestsAll = runRawLoad({
      url,
      requests: sitecoreEvents(2_000),
      ...guests,
      seconds: beforeSeconds + floodSeconds + afterSeconds,
    })
    await sleep(beforeSeconds * 1000)
    const flooded = await runRawLoad({
      url,
      requests,
      ...flood,
      rate: capacity.rate * timesCapacity,
      seconds: floodSeconds,
    })
    const ofGuests = await guestsAll
    clearInterval(watch)

    const { arrived, givenUp, statuses } = flooded
    say(
      `${Math.round(arrived)} arrived, ${givenUp} did not get through, answers ${JSON.stringify(statuses)}, ` +
        `guests ${JSON.stringify(ofGuests.statuses)}; memory ${Math.round(before)} to ${Math.round(most)} MiB`,
    )
    const wrong = (counts: Readonly<Record<string, number>>): number =>
      Object.entries(counts)
        .filter(([status]) => !status.startsWith('2') && status !== '429' && status !== '503')
        .reduce((sum, [, count]) => sum + count, 0)
    add({ what: 'capacity before the overload', rate: capacity.rate, p50: capacity.p50, p99: capacity.p99 })
    add({
      what: `overload: accepted while ${timesCapacity} times the capacity arrive for ${floodSeconds} s`,
      value: flooded.rate / capacity.rate,
      must: 0.8,
      aim: 0.95,
      of: 'capacity',
      rate: flooded.rate,
      p50: flooded.p50,
      p99: flooded.p99,
    })
    add({
      what: 'overload: answers but 2xx, 429 and 503, and broken connections',
      value: wrong(statuses) + wrong(ofGuests.statuses) + flooded.lost + ofGuests.lost,
      must: 1,
      aim: 1,
      below: true,
    })
    add({ what: 'overload: most memory of the server, MiB', value: most, must: 600, aim: 400, below: true })
    add({
      what: 'overload: until answers are as fast as before, s',
      value: secondsToNormal(ofGuests.bySecond, floodSeconds),
      must: 5,
      aim: 2,
      below: true,
    })
  } finally {
    await waymark.stop()
  }
}

/** From the end of the flood to the last second in which guests waited longer than twice as long as before it. */
export function secondsToNormal(
  bySecond: readonly { readonly accepted: number; readonly p99: number }[],
  floodSeconds: number,
): number {
  const usual = bySecond.slice(1, beforeSeconds).map(({ p99 }) => p99)
  const limit = Math.max(2 * (usual.sort((a, b) => a - b)[Math.floor(usual.length / 2)] ?? 0), 10)
  // The generator of the flood takes about a second to begin and to end.
  const after = bySecond.slice(beforeSeconds + floodSeconds)
  return after.findLastIndex(({ p99 }) => !(p99 <= limit)) + 1
}
