import { expect, test } from 'vitest'
import { runProcessor } from '../../../../test/support/xperience.ts'
import { customProcessor } from './custom.ts'

const run = (item: Record<string, string>) => runProcessor(customProcessor, item)

test('a custom activity names a defined and enabled type, in any case', async () => {
  expect(await run({ type: 'Custom_Loan_Calculator', value: '5000' })).toMatchObject({
    status: 'tracked',
    drafts: [{ kind: 'custom', value: '5000' }],
  })
  expect(await run({ type: 'custom_loan_calculator' })).toMatchObject({
    status: 'tracked',
    drafts: [{ value: null }],
  })
  expect(await run({ type: 'custom_off' })).toMatchObject({ status: 'failed', code: 'disabled_type' })
  expect(await run({ type: 'custom' })).toMatchObject({ status: 'failed', code: 'unknown_type' })
})

test('a built-in type that its own processor refused does not come in by this door', async () => {
  for (const type of ['pagevisit', 'Click', 'DATAINPUT']) {
    expect(await run({ type })).toMatchObject({ status: 'failed', code: 'unknown_item' })
  }
})
