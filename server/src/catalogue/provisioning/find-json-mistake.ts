/** Where a text stops being JSON, and what would be there in one. Nothing of the text is repeated: it holds secrets. */
export interface JsonMistake {
  readonly line: number
  /** From 1, in UTF-16 code units, as editors count. */
  readonly column: number
  readonly message: string
}

/** The first syntax error of a text, or the first member that stands twice in one object (`JSON.parse` would keep the
 * last one silently). The caller has made sure that it is not nested too deeply. */
export function findJsonMistake(text: string): JsonMistake | null {
  const reader = new JsonReader(text)
  try {
    reader.readDocument()
    return null
  } catch (error) {
    if (!(error instanceof Mistake)) throw error
    const before = text.slice(0, error.offset).split('\n')
    return { line: before.length, column: (before.at(-1)?.length ?? 0) + 1, message: error.message }
  }
}

class Mistake extends Error {
  readonly offset: number
  constructor(offset: number, message: string) {
    super(message)
    this.offset = offset
  }
}

const BLANK = /[ \t\n\r]*/y
const NUMBER = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y
const LITERAL = /true|false|null/y
const ESCAPE = /\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4})/y

class JsonReader {
  private readonly text: string
  private at = 0

  constructor(text: string) {
    this.text = text
  }

  readDocument(): void {
    this.readValue()
    if (this.at < this.text.length) this.fail('nothing more is expected here')
  }

  private readValue(): void {
    this.take(BLANK)
    const next = this.text[this.at]
    if (next === '{') this.readObject()
    else if (next === '[') this.readArray()
    else if (next === '"') this.readString()
    else if (!this.take(LITERAL) && !this.take(NUMBER)) this.fail('a value is expected here')
    this.take(BLANK)
  }

  private readObject(): void {
    const names = new Set<string>()
    this.readList('}', () => {
      const start = this.at
      if (this.text[start] !== '"') this.fail('the name of a member in double quotes is expected here')
      const name = this.readString()
      if (names.has(name)) this.fail('this object has a member of this name already', start)
      names.add(name)
      this.take(BLANK)
      if (this.text[this.at] !== ':') this.fail('a colon is expected here')
      this.at++
      this.readValue()
    })
  }

  private readArray(): void {
    this.readList(']', () => this.readValue())
  }

  /** What stands between brackets, separated by commas. */
  private readList(closing: string, readElement: () => void): void {
    this.at++
    this.take(BLANK)
    if (this.text[this.at] === closing) {
      this.at++
      return
    }
    for (;;) {
      readElement()
      const next = this.text[this.at++]
      if (next === closing) return
      if (next !== ',') this.fail(`a comma or ${closing} is expected here`, this.at - 1)
      this.take(BLANK)
    }
  }

  private readString(): string {
    const start = this.at++
    for (;;) {
      const next = this.text[this.at]
      if (next === '"') break
      if (next === undefined) this.fail('this text has no closing double quote', start)
      if (next < ' ') this.fail('a text may not hold a line break or another control character as it is')
      if (next === '\\') {
        if (!this.take(ESCAPE)) this.fail('this is no escape that JSON knows')
      } else this.at++
    }
    this.at++
    return JSON.parse(this.text.slice(start, this.at)) as string
  }

  private take(pattern: RegExp): boolean {
    pattern.lastIndex = this.at
    const found = pattern.test(this.text)
    if (found) this.at = pattern.lastIndex
    return found
  }

  private fail(message: string, offset = this.at): never {
    throw new Mistake(offset, message)
  }
}
