import { createTestPipeline } from '@waymark/server/pipeline/testing'
import { expect, test } from 'vitest'
import identify from './identify.ts'

const pipeline = createTestPipeline({ plugins: identify, definitions: { events: ['Identified'] } })

test('an item that identifies gives an event, the identity and the fields', async () => {
  const fields = { firstName: 'Ada', email: 'ada@example.com' }
  expect(
    await pipeline.run('sitecore', { identify: { source: 'crm', identifier: '4711', fields } }),
  ).toMatchObject({
    status: 'tracked',
    activities: [{ kind: 'event', type: 'Identified', value: 'crm' }],
    identity: { source: 'crm', identifier: '4711' },
    fields,
  })
})

test('members are found in any case, as in the items of the built-in types', async () => {
  expect(await pipeline.run('sitecore', { Identify: { Source: 'crm', IDENTIFIER: '4711' } })).toMatchObject({
    status: 'tracked',
    fields: null,
  })
})

test.each([
  ['without an identifier', { source: 'crm' }, 'unknown_item'],
  ['with a blank identifier', { source: 'crm', identifier: ' ' }, 'invalid_intent'],
  [
    'with a field that apps may not set',
    { source: 'crm', identifier: '1', fields: { notes: 'x' } },
    'unknown_item',
  ],
  [
    'with an e-mail address that is none',
    { source: 'crm', identifier: '1', fields: { email: 'x' } },
    'invalid_contact_field',
  ],
])('an item %s is refused', async (_title, item, code) => {
  expect(await pipeline.run('sitecore', { identify: item })).toMatchObject({ status: 'failed', code })
})

test('items of the built-in types go their own way', async () => {
  const goals = createTestPipeline({ plugins: identify, definitions: { goals: ['Register'] } })
  expect(await goals.run('sitecore', { goalId: 'Register' })).toMatchObject({
    activities: [{ type: 'Register' }],
  })
})
