import { createInterface } from 'node:readline/promises'
import { Writable } from 'node:stream'
import { OperatorError } from '../platform/operator-error.ts'

/** Bytes; longer than any password that is accepted. */
const maxInputBytes = 16 * 1024

/** Reads one line from a pipe; the line break at its end is no part of the password. */
export async function readPassword(stdin: NodeJS.ReadableStream): Promise<string> {
  const chunks: Buffer[] = []
  let bytes = 0
  for await (const chunk of stdin) {
    const piece = Buffer.from(chunk)
    bytes += piece.length
    if (bytes > maxInputBytes) throw new OperatorError('What came on stdin is too long for a password.')
    chunks.push(piece)
  }
  return Buffer.concat(chunks)
    .toString()
    .replace(/\r?\n$/, '')
}

/** Asks on the terminal without showing what is typed. Ctrl+C and Ctrl+D give up. */
export async function askPassword(question: string): Promise<string> {
  process.stderr.write(question)
  // readline echoes what is typed to its output: here to nowhere.
  const nowhere = new Writable({ write: (_chunk, _encoding, done) => done() })
  const line = createInterface({ input: process.stdin, output: nowhere, terminal: true, historySize: 0 })
  const givenUp = new Promise<never>((_resolve, reject) => {
    line.once('close', () => reject(new OperatorError('Given up; nothing has changed.')))
  })
  try {
    return await Promise.race([line.question(''), givenUp])
  } finally {
    line.close()
    process.stderr.write('\n')
  }
}
