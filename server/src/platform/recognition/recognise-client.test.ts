import { expect, test } from 'vitest'
import { createClientRecogniser } from './recognise-client.ts'

const chrome =
  'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/129.0.0.0 Safari/537.36'
const munich = { country: 'DE', region: 'Bavaria', city: 'Munich' }

function createRecogniser() {
  const asked: string[] = []
  const recognise = createClientRecogniser((address) => {
    asked.push(address)
    return munich
  })
  return { recognise, asked }
}

test('a client is recognised by its user agent, and its place by its whole address, of which only a part is kept', () => {
  const { recognise, asked } = createRecogniser()
  expect(recognise({ address: '::ffff:192.0.2.7', userAgent: chrome }, 'truncated')).toMatchObject({
    isRobot: false,
    device: { browser: 'Chrome', system: 'Windows' },
    location: munich,
    address: '192.0.2.0',
  })
  expect(asked).toEqual(['192.0.2.7'])
})

test('the policy of the moment counts, also for an address that was seen under another one', () => {
  const { recognise } = createRecogniser()
  const sender = { address: '2001:db8:1:2::3', userAgent: null }
  const kept = (['truncated', 'full', 'none', 'truncated'] as const).map(
    (policy) => recognise(sender, policy).address,
  )
  expect(kept).toEqual(['2001:db8:1::', '2001:db8:1:2::3', null, '2001:db8:1::'])
})

test('with nothing to go by nothing is noted', () => {
  const { recognise, asked } = createRecogniser()
  const nothing = { isRobot: false, device: null, location: null, address: null }
  expect(recognise({ address: null, userAgent: null }, 'full')).toEqual(nothing)
  expect(recognise({ address: 'unknown', userAgent: '' }, 'full')).toEqual(nothing)
  expect(asked).toEqual([])
})

test('of an endless user agent only the beginning is looked at', () => {
  const { recognise } = createRecogniser()
  const client = (userAgent: string) => recognise({ address: null, userAgent }, 'none')
  expect(client(`${chrome}${' '.repeat(400)}curl/8.9.1`)).toEqual(client(chrome))
  expect(client(`curl/8.9.1${'x'.repeat(16_000)}`).isRobot).toBe(true)
})
