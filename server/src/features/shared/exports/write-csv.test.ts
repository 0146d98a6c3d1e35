import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { writeCsvRow } from './write-csv.ts'

describe('A row of a CSV file', () => {
  test.each([
    ['=1+1', `'=1+1`],
    ['+49 30 1234', `'+49 30 1234`],
    ['-5', `'-5`],
    ['@SUM(A1)', `'@SUM(A1)`],
    ['\t=1', `'\t=1`],
    ['\r=1', `"'\r=1"`],
    ['a=b', 'a=b'],
    [' =1', `' =1`],
    ['\n=1', `"'\n=1"`],
    ['＝1+1', `'＝1+1`],
    ['＠SUM(A1)', `'＠SUM(A1)`],
    [' a=1', ' a=1'],
  ])('shows the text %j instead of calculating it', (text, cell) => {
    expect(writeCsvRow([text])).toBe(`${cell}\r\n`)
  })

  test('leaves numbers numbers, negative ones too', () => {
    expect(writeCsvRow([-5, 1.5, 0, true])).toBe('-5,1.5,0,true\r\n')
  })

  test('quotes commas, quotes and line breaks, and leaves out what is not there', () => {
    expect(writeCsvRow(['a,b', 'say "hi"', 'two\nlines', null, undefined])).toBe(
      '"a,b","say ""hi""","two\nlines",,\r\n',
    )
  })

  test('holds what is not flat as JSON', () => {
    expect(writeCsvRow([{ USD: 5 }, ['x']])).toBe('"{""USD"":5}","[""x""]"\r\n')
  })

  test('can be read again, whatever text is in it, and none of it is a formula', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ unit: 'binary' }), { minLength: 1 }), (texts) => {
        const cells = readRow(writeCsvRow(texts))
        expect(cells).toHaveLength(texts.length)
        for (const [index, cell] of cells.entries()) {
          expect(cell).not.toMatch(/^[=+\-@\t\r]/)
          expect([texts[index], `'${texts[index]}`]).toContain(cell)
        }
      }),
    )
  })
})

/** A reader of our own, after RFC 4180. */
function readRow(row: string): string[] {
  const cells: string[] = []
  for (let rest = `,${row}`; rest.startsWith(','); ) {
    const [whole = '', quoted, plain = ''] = /^,(?:"((?:[^"]|"")*)"|([^,\r\n"]*))/.exec(rest) ?? []
    cells.push(quoted === undefined ? plain : quoted.replaceAll('""', '"'))
    rest = rest.slice(whole.length)
  }
  return cells
}
