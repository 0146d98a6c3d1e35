import { expect, test } from 'vitest'
import { runProcessor } from '../../../../test/support/xperience.ts'
import type { JsonObject } from '../../../domain/json.ts'
import { datainputProcessor } from './datainput.ts'

const run = (item: JsonObject) => runProcessor(datainputProcessor, item)

test('a datainput sets the fields that it was sent', async () => {
  const contactFields = { ContactEmail: 'lsmith@domain.com', contactCity: '' }
  expect(await run({ type: 'DataInput', value: 'Form', contactFields })).toMatchObject({
    status: 'tracked',
    drafts: [
      { kind: 'dataInput', value: 'Form', fields: { email: 'lsmith@domain.com', city: null }, data: null },
    ],
  })
})

test('a datainput without fields is an activity all the same', async () => {
  for (const contactFields of [undefined, null, {}, { ContactEmail: '' }]) {
    const item = { type: 'datainput', value: 'Form', ...(contactFields !== undefined && { contactFields }) }
    expect(await run(item)).toMatchObject({ status: 'tracked', drafts: [{ value: 'Form', fields: null }] })
  }
})

test('one field that is refused refuses the activity', async () => {
  const contactFields = { ContactFirstName: 'Luke', ContactCountry: 'XX' }
  expect(await run({ type: 'datainput', value: 'Form', contactFields })).toMatchObject({
    status: 'failed',
    code: 'invalid_contact_field',
  })
})

test('a datainput needs a value that names its source', async () => {
  expect(await run({ type: 'datainput' })).toMatchObject({ status: 'failed', code: 'missing_value' })
})

test('another type is not its business', async () => {
  expect(await run({ type: 'click', value: 'Form' })).toMatchObject({
    status: 'failed',
    code: 'unknown_item',
  })
})
