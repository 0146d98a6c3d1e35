import { expect, test } from 'vitest'
import { describeListenFailure, type Place, publicAddress } from './listening.ts'

test.each([
  ['127.0.0.1', 'http://localhost:4100'],
  ['0.0.0.0', 'http://localhost:4100'],
  ['::', 'http://localhost:4100'],
  ['192.168.1.5', 'http://192.168.1.5:4100'],
  ['fd00::5', 'http://[fd00::5]:4100'],
  ['track.example.com', 'http://track.example.com:4100'],
])('a server on %s is said to be at %s', (host, address) => {
  expect(publicAddress(host, { port: 4100 })).toBe(address)
})

const place: Place = { host: 'example.org', port: 80, variables: ['WAYMARK_HOST', 'WAYMARK_PORT'] }

test.each([
  ['EADDRINUSE', /^Port 80 is already in use.*WAYMARK_PORT/],
  ['EACCES', /^This user may not listen on port 80.*WAYMARK_PORT/],
  ['EADDRNOTAVAIL', /^This machine has no address example\.org.*WAYMARK_HOST/],
  ['ENOTFOUND', /^This machine has no address example\.org.*WAYMARK_HOST/],
])('%s is for the operator to mend', (code, message) => {
  const error = Object.assign(new Error('listen'), { code })
  expect(describeListenFailure(error, place)).toMatchObject({
    name: 'OperatorError',
    message: expect.stringMatching(message),
  })
})

test('anything else that goes wrong there stays what it is', () => {
  const error = new Error('surprise')
  expect(describeListenFailure(error, place)).toBe(error)
})
