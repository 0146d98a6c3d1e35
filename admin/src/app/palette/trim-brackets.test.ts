import { expect, test } from 'vitest'
import { trimBrackets } from './trim-brackets.ts'

const id = '0198f2c4-1c7e-7d2a-9b7e-0c5f3a1d2e4b'

test.each([id, `{${id}}`, `${id}}`, `{${id}`, `(${id})`, ` ${id} `])('%s is an id', (text) => {
  expect(trimBrackets(text)).toBe(id)
})

test.each(['{ada}', 'ada (crm)', '(0198f2c4'])('%s stays as it is', (text) => {
  expect(trimBrackets(text)).toBe(text)
})
