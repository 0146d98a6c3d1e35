import { describe, expect, test } from 'vitest'
import { readDocument } from '../../../../test/support/documents.ts'
import { listSnippets } from './list-snippets.ts'
import type { SnippetValues } from './values.ts'

const values: SnippetValues = {
  address: 'http://localhost:4100',
  sitecorePath: '/sitecore/api/jss/track',
  sitecoreKey: 'SITECORE_KEY',
  xperienceKey: 'XPERIENCE_KEY',
  channelId: 'CHANNEL_ID',
  goal: 'Register',
  event: 'Download',
  consent: 'TrackingConsent',
}

describe('Every snippet is in the documents, word by word', () => {
  const inShell = listSnippets({
    ...values,
    sitecoreKey: '$SITECORE_KEY',
    xperienceKey: '$XPERIENCE_KEY',
    channelId: '$CHANNEL_ID',
  }).filter(({ id }) => id.startsWith('curl'))
  const inFiles = listSnippets(values).filter(({ id }) => !id.startsWith('curl'))

  test.each(inShell)('$id in the README', ({ blocks }) => {
    const readme = withoutBlankLines(readDocument('README.md'))
    for (const { text } of blocks) expect(readme).toContain(withoutBlankLines(text))
  })

  test.each(inFiles)('$id in docs/integrate', ({ blocks }) => {
    const documents = ['jss-versions', 'same-origin-proxy'].map((name) =>
      readDocument(`docs/integrate/${name}.md`),
    )
    for (const { text } of blocks)
      expect(
        documents.some((document) => document.includes(text)),
        text,
      ).toBe(true)
  })
})

test('what is not defined is left out, and the rest still reads as it should', () => {
  const bare = listSnippets({ ...values, goal: null, event: null, consent: null })
  const texts = bare.flatMap(({ blocks }) => blocks.map(({ text }) => text))
  expect(texts.join()).not.toMatch(/null|goalId|eventId|\/consents\//)
  expect(texts.join()).toContain(
    '-d \'[{"pageId":"{110D559F-DEA5-42EA-9C1C-8A5DF7E70EF9}","url":"/products"}]\'',
  )
})

function withoutBlankLines(text: string): string {
  return text.replaceAll(/\n\n+/g, '\n')
}
