import { expect, test } from 'vitest'
import { putName } from './put-name.ts'

test('the name that was meant stands wherever the misspelt one stood, and nowhere else', () => {
  const sent = '[{"goalId":"Regster","data":"Regster now"},{"eventId":"regster"}]'
  expect(JSON.parse(putName(sent, 'Regster', 'Register'))).toEqual([
    { goalId: 'Register', data: 'Regster now' },
    { eventId: 'Register' },
  ])
})

test('what is no JSON stays as it is', () => {
  expect(putName('{"goalId":', 'Regster', 'Register')).toBe('{"goalId":')
})
