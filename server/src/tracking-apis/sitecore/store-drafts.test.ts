import { describe, expect, test } from 'vitest'
import { draft, noon, track } from '../../../test/support/commands.ts'
import type { Command, CommandOutcome } from '../../domain/command.ts'
import { newId } from '../../domain/ids.ts'
import { EngineUnavailable } from '../../engine/contract.ts'
import { storeDrafts } from './store-drafts.ts'

const visitor = newId(noon)
const renamed = newId(noon)

function engineThatAnswers(...answers: (CommandOutcome | Error)[]) {
  const commands: Command[] = []
  return {
    commands,
    async accept(command: Command): Promise<CommandOutcome> {
      const answer = answers[commands.push(command) - 1]
      if (answer === undefined || answer instanceof Error) throw answer
      return answer
    },
    async close() {},
  }
}

const accepted: CommandOutcome = { status: 'accepted', contactId: visitor, deviceId: renamed }
const refused: CommandOutcome = { status: 'refused', code: 'not_storable', message: 'No.' }
const items = (count: number) => Array.from({ length: count }, (_, item) => draft({ item }))
const range = (from: number, to: number) => Array.from({ length: to - from }, (_, index) => from + index)

test('the client is told the id that the engine chose, or none when there is no contact', async () => {
  expect(await storeDrafts(engineThatAnswers(accepted), track(visitor, items(1)))).toMatchObject({
    deviceId: renamed,
  })
  const nobody: CommandOutcome = { status: 'accepted', contactId: null, deviceId: visitor }
  expect(await storeDrafts(engineThatAnswers(nobody), track(visitor, []))).toMatchObject({ deviceId: null })
})

const withoutConsent: CommandOutcome = { status: 'refused', code: 'consent_required', message: 'No.' }

test('for want of a consent nothing is stored, and nobody is told an id', async () => {
  for (const count of [0, 1, 1500]) {
    const engine = engineThatAnswers(withoutConsent)
    expect(await storeDrafts(engine, track(visitor, items(count)))).toEqual({
      contactId: null,
      deviceId: null,
      failures: new Map(),
      unavailable: null,
      lacksConsent: true,
    })
    expect(engine.commands).toHaveLength(1)
  }
})

describe('more than 1,000 drafts', () => {
  test('become commands of a thousand, or of so many more that no item is torn', async () => {
    const engine = engineThatAnswers(accepted, accepted)
    const drafts = range(0, 2000).map((n) => draft({ item: n < 998 ? n : n < 1003 ? 998 : n }))
    await storeDrafts(engine, track(visitor, drafts))
    expect(engine.commands.map((command) => (command.type === 'track' ? command.drafts.length : 0))).toEqual([
      1003, 997,
    ])
  })

  test('whose consent is revoked on the way are stored up to there, and nobody is told an id', async () => {
    const engine = engineThatAnswers(accepted, withoutConsent)
    const stored = await storeDrafts(engine, track(visitor, items(2500)))
    expect([...stored.failures.keys()]).toEqual(range(1000, 2500))
    expect(stored.failures.get(2000)).toMatchObject({ code: 'consent_required' })
    expect([stored.deviceId, stored.lacksConsent, engine.commands.length]).toEqual([null, false, 2])
  })

  test('become several commands, in order, the later ones under the id that the first one gave', async () => {
    const engine = engineThatAnswers(accepted, accepted, accepted)
    const command = track(visitor, items(2001))
    expect(await storeDrafts(engine, command)).toMatchObject({ deviceId: renamed, unavailable: null })
    const sent = engine.commands.flatMap((one) => (one.type === 'track' ? [one] : []))
    expect(sent.map(({ drafts }) => drafts.length)).toEqual([1000, 1000, 1])
    expect(sent.flatMap(({ drafts }) => drafts)).toEqual(command.drafts)
    expect(sent.map(({ contactId }) => contactId)).toEqual([visitor, renamed, renamed])
  })

  test('of which the engine refuses some keep the rest', async () => {
    const { failures } = await storeDrafts(
      engineThatAnswers(accepted, refused, accepted),
      track(visitor, items(2001)),
    )
    expect([...failures.keys()]).toEqual(range(1000, 2000))
    expect(failures.get(1000)).toEqual({ code: 'not_storable', message: 'No.' })
  })

  test('say which are stored when the engine becomes unavailable on the way', async () => {
    const engine = engineThatAnswers(accepted, new EngineUnavailable('full'))
    const stored = await storeDrafts(engine, track(visitor, items(1500)))
    expect([...stored.failures.keys()]).toEqual(range(1000, 1500))
    expect(stored.unavailable?.retryAfter).toBe(1)
    expect(stored.deviceId).toBe(renamed)
  })

  test('fail as a whole when none of them is stored', async () => {
    const engine = engineThatAnswers(new EngineUnavailable('full'))
    await expect(storeDrafts(engine, track(visitor, items(1500)))).rejects.toThrow(EngineUnavailable)
  })
})
