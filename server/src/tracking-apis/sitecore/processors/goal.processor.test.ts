import fc from 'fast-check'
import { expect, test } from 'vitest'
import { noon } from '../../../../test/support/commands.ts'
import { guidOf, idOf, runItem } from '../../../../test/support/sitecore.ts'
import { goalProcessor } from './goal.processor.ts'

const run = (item: Parameters<typeof runItem>[1]) => runItem([goalProcessor], item)

test('a goal by its name gives an activity of that goal with its points', async () => {
  expect(await run({ goalId: 'Register' })).toEqual({
    item: 0,
    kind: 'goal',
    definitionId: idOf('Register'),
    occurredAt: noon,
    timeSource: 'server',
    messageId: null,
    points: 50,
    monetaryValue: null,
    currency: null,
    value: null,
    url: null,
    referrer: null,
    data: null,
    fields: null,
    identity: null,
  })
})

test('every notation of its GUID and every case of its name name the same goal, whatever the case of the member', async () => {
  const guid = guidOf('Register')
  const notations = [
    guid,
    `{${guid}}`,
    `(${guid})`,
    guid.replaceAll('-', ''),
    ` ${guid} `,
    'Register',
    ' Register',
  ]
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom(...notations).chain((text) => fc.mixedCase(fc.constant(text))),
      fc.mixedCase(fc.constant('goalId')),
      async (goal, member) => {
        expect(await run({ [member]: goal })).toMatchObject({ definitionId: idOf('Register'), data: null })
      },
    ),
  )
})

test('what a goal does not use stays in its data as it was sent', async () => {
  const extras = JSON.parse('{"data":"x","nested":{"a":[1]},"outcomeId":"","url":"/u","__proto__":{"b":1}}')
  expect(await run({ goalId: 'Register', ...extras })).toMatchObject({ data: JSON.stringify(extras) })
})

test.each([
  ['a goal that nobody defined is refused', { goalId: 'nope' }, 'unknown_goal'],
  ['the name of an event is no goal', { goalId: 'Download' }, 'unknown_goal'],
  ['a number is no goal id', { goalId: 5 }, 'invalid_goal_id'],
  ['an object is no goal id', { goalId: {} }, 'invalid_goal_id'],
  ['a goal id of 201 characters is refused', { goalId: 'x'.repeat(201) }, 'invalid_goal_id'],
  [
    'extra fields of more than 64 KiB are refused',
    { goalId: 'Register', a: 'ä'.repeat(32_768) },
    'event_too_large',
  ],
  ['a blank goal id is none', { goalId: ' \t' }, 'unknown_item'],
  ['a null goal id is none', { goalId: null }, 'unknown_item'],
])('%s', async (_title, item, code) => {
  expect(await run(item)).toBe(code)
})
