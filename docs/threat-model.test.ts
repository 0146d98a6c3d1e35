import { describe, expect, test } from 'vitest'
import { readDocument, readRows, repositoryPaths } from '../server/test/support/documents.ts'

const document = readDocument('docs/threat-model.md')

/** The rows of the tables under the headings: a threat, what stops it, and a test. */
const threats = readRows(document.slice(document.indexOf('\n## ')))
  .filter(([threat = '']) => threat !== 'threat' && !threat.startsWith('---'))
  .map(([threat = '', defence = '', evidence = '']) => ({ threat, defence, evidence }))

describe('the threat model', () => {
  test('has a section for each way in, with several threats', () => {
    const sections = document.split('\n## ').slice(1)
    expect(sections.length).toBeGreaterThan(8)
    for (const section of sections)
      expect(readRows(section).length, section.split('\n')[0]).toBeGreaterThan(4)
  })

  test.each(threats)('names a test that is there: $threat', ({ defence, evidence }) => {
    const [, path = '', title = ''] = /^`([^`]+)`: "(.+)"$/.exec(evidence.trim()) ?? []
    expect(defence.length).toBeGreaterThan(5)
    expect(repositoryPaths, evidence).toContain(path)
    expect(path).toMatch(/\.test\.ts$/)
    const source = readDocument(path)
    expect(
      ["'", '"', '`'].some((quote) => source.includes(quote + title + quote)),
      title,
    ).toBe(true)
  })
})
