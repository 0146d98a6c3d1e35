import { expect, test } from 'vitest'
import { channelA, channelB, createXperienceCatalogue } from '../../../test/support/xperience.ts'
import type { Consent } from '../../catalogue/snapshot.ts'
import { findConsentText } from './consent-text.ts'

const { snapshot } = createXperienceCatalogue()
const consent = snapshot.consent('trackingconsent') as Consent
const shortTextIn = (language: string | null, channel = channelB) =>
  findConsentText(snapshot, channel, consent, language).shortText

test('a text is given in the language asked for, in any case of its code', () => {
  expect(shortTextIn('de')).toBe('<p>Kurz</p>')
  expect(shortTextIn('DE')).toBe('<p>Kurz</p>')
})

test('a language without a text falls back along its chain', () => {
  expect(shortTextIn('de-AT')).toBe('<p>Kurz</p>')
  expect(shortTextIn('es')).toBe('<p>Short</p>')
})

test('a chain without a text ends in empty texts, also where it runs in a circle', () => {
  expect(findConsentText(snapshot, channelB, consent, 'fr')).toEqual({ shortText: '', fullText: '' })
})

test('an unknown language means the default one, none the primary one of the channel', () => {
  expect(shortTextIn('xx')).toBe('<p>Short</p>')
  expect(shortTextIn(null, { ...channelA, language: 'de-AT' })).toBe('<p>Kurz</p>')
  expect(shortTextIn(null, channelB)).toBe('<p>Short</p>')
})
