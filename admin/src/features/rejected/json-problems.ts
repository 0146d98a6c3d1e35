import {
  findNodeAtLocation,
  getNodeValue,
  type JSONPath,
  type Node,
  type ParseError,
  parseTree,
  printParseErrorCode,
} from 'jsonc-parser'

/** A place in a text, both from 1. */
export interface Place {
  readonly line: number
  readonly column: number
}

export type JsonFault = 'syntax' | 'expected' | 'end' | 'comment' | 'string' | 'empty'

export type JsonReading =
  | { readonly ok: true; readonly value: unknown; readonly placeOf: (path: JSONPath) => Place }
  | { readonly ok: false; readonly fault: JsonFault; readonly place: Place }

/** Reads JSON, and tells where in the text each part of it stands, or where its first mistake is. */
export function readJson(text: string): JsonReading {
  if (text.trim() === '') return { ok: false, fault: 'empty', place: { line: 1, column: 1 } }
  const errors: ParseError[] = []
  const root = parseTree(text, errors, { disallowComments: true, allowTrailingComma: false })
  const [first] = errors
  if (first !== undefined || root === undefined) {
    const { error, offset } = first ?? { error: 1, offset: 0 }
    const isEnd = text.slice(offset).trim() === ''
    return {
      ok: false,
      fault: isEnd ? 'end' : (faults[printParseErrorCode(error)] ?? 'expected'),
      place: placeAt(text, offset),
    }
  }
  return {
    ok: true,
    value: getNodeValue(root),
    placeOf: (path) => placeAt(text, offsetOf(root, path)),
  }
}

const faults: Readonly<Record<string, JsonFault>> = {
  InvalidSymbol: 'syntax',
  InvalidNumberFormat: 'syntax',
  EndOfFileExpected: 'syntax',
  InvalidCommentToken: 'comment',
  UnexpectedEndOfComment: 'comment',
  UnexpectedEndOfString: 'string',
  InvalidUnicode: 'string',
  InvalidEscapeCharacter: 'string',
  InvalidCharacter: 'string',
}

function offsetOf(root: Node, path: JSONPath): number {
  return findNodeAtLocation(root, path)?.offset ?? root.offset
}

function placeAt(text: string, offset: number): Place {
  const before = text.slice(0, offset)
  const start = before.lastIndexOf('\n') + 1
  return { line: before.split('\n').length, column: offset - start + 1 }
}
