import fc from 'fast-check'
import type { FastifyReply } from 'fastify'
import { expect, test } from 'vitest'
import { writeChoice } from './consent-cookie.ts'

/** The cookie that a choice sets, the Cookie header of the request being as it is. */
function choose(channel: string, agreed: boolean, cookie?: string): string {
  const headers: string[] = []
  const reply = { header: (_name: string, value: string) => headers.push(value) } as unknown as FastifyReply
  writeChoice(reply, { ...(cookie !== undefined && { cookie }) }, channel, agreed, '; Secure; SameSite=None')
  return headers[0] ?? ''
}
const read = (cookie: string) => JSON.parse(decodeURIComponent(/=([^;]*)/.exec(cookie)?.[1] ?? ''))

test('a script may read the cookie, which lives ten years', () => {
  expect(choose('app', true)).toBe(
    'SC_TRACKING_CONSENT=%7B%22app%22%3Atrue%7D; path=/; max-age=315360000; Secure; SameSite=None',
  )
})

test('the choices of other channels stay, the own one is replaced', () => {
  const first = choose('one', true)
  const second = choose('two', false, `a=b; ${first.split(';')[0]}; c=d`)
  expect(read(second)).toEqual({ one: true, two: false })
  expect(read(choose('one', false, second.split(';')[0]))).toEqual({ one: false, two: false })
})

test('any name of a channel comes back', () => {
  fc.assert(
    fc.property(fc.string({ minLength: 1 }), fc.boolean(), (name, agreed) => {
      const cookie = choose(name, agreed)
      expect(read(cookie)).toEqual({ [name]: agreed })
      expect(read(choose('x', true, cookie.split(';')[0]))).toMatchObject({ x: true })
    }),
  )
})

test('what cannot be read, or is no choice, is dropped', () => {
  for (const value of ['', '%', '%7B', 'W10%3D', '5', '%5Btrue%5D', 'null', '%7B%22a%22%3A5%7D']) {
    expect(read(choose('app', true, `SC_TRACKING_CONSENT=${value}`))).toEqual({ app: true })
  }
  fc.assert(
    fc.property(fc.string({ unit: 'binary-ascii' }), (value) => {
      expect(read(choose('app', true, `SC_TRACKING_CONSENT=${value}`))).toMatchObject({ app: true })
    }),
  )
})

test('it never grows beyond what a browser keeps: the oldest choices go', () => {
  let cookie = ''
  for (let i = 0; i < 200; i++) cookie = choose(`channel-${i}`, true, cookie.split(';')[0])
  expect(cookie.length).toBeLessThan(2_200)
  const names = Object.keys(read(cookie))
  expect(names.at(-1)).toBe('channel-199')
  expect(names).not.toContain('channel-0')
})
