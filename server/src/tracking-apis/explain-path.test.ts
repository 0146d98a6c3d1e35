import fc from 'fast-check'
import { expect, test } from 'vitest'
import { explainPath } from './explain-path.ts'

const paths = ['/track/event', '/track/flush', '/consent/give']

test.each([
  ['/tracking/event?sc_apikey=x', 'There is nothing at /tracking/event. Did you mean /track/event?'],
  ['/track/evnt', 'There is nothing at /track/evnt. Did you mean /track/event?'],
  ['/api/FLUSH/', 'There is nothing at /api/FLUSH/. Did you mean /track/flush?'],
  ['/track', 'There is nothing at /track. There are /track/event, /track/flush, /consent/give.'],
])('%s is told what was probably meant', (url, sentence) => {
  expect(explainPath(url, paths)).toBe(sentence)
})

test('whatever the address, the sentence stays short and repeats no query', () => {
  fc.assert(
    fc.property(fc.string({ maxLength: 2_000 }), (text) => {
      const sentence = explainPath(`/${text.replaceAll(/[?#]/g, '')}?secret`, paths)
      expect(sentence.length).toBeLessThan(320)
      expect(sentence).not.toContain('?secret')
    }),
  )
})
