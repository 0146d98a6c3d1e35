import { expect, test } from 'vitest'
import { rejectionCodes } from '../../../../server/src/features/metrics/rejection-codes.ts'
import { isFailure, nameCause } from './cause-name.ts'
import { useRejectedTexts } from './rejected.texts.ts'

const text = useRejectedTexts()

test('every reason of ours has a title of its own', () => {
  const bare = [...rejectionCodes].filter((code) =>
    (text as (key: string) => string)(`code_${code}`).startsWith('code_'),
  )
  expect(bare).toEqual([])
})

test('a reason that a plug-in made up reads like one, and what it is about is named', () => {
  expect(nameCause(text, 'loan_too_high', null)).toBe('Loan too high')
  expect(nameCause(text, 'unknown_goal', 'Regsiter')).toBe('Unknown goal “Regsiter”')
})

test('what ended in an error is told from what a rule refused', () => {
  expect(['processor_failed', 'unexpected_error'].map(isFailure)).toEqual([true, true])
  expect(['unknown_goal', 'loan_too_high'].map(isFailure)).toEqual([false, false])
})
