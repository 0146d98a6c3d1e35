import { Readable } from 'node:stream'
import type { FastifyReply } from 'fastify'
import type { Catalogue, Role } from '../../../catalogue/snapshot.ts'
import type { Queries } from '../../../platform/database/queries.ts'
import { Problem } from '../problem.ts'
import { type ExportColumn, type ExportFormat, type ExportHeadings, headingOf } from './export-columns.ts'
import { openReading, type Reading } from './open-reading.ts'
import { byteOrderMark, writeCsvRow } from './write-csv.ts'

/** Files of personal data leave the house with whoever may use it for others: not with who only looks on. */
export const exportRoles: readonly Role[] = ['admin', 'marketer', 'privacy']

/** One list as a file. */
export interface ExportJob<Item, Key> {
  /** Of the file, without its ending. */
  readonly name: string
  readonly format: ExportFormat
  readonly columns: readonly ExportColumn<Item>[]
  readonly headings: ExportHeadings
  /** Reads the items behind a key, or the first ones; `next` is the key of the last one, null where no more follow. */
  readonly readPart: (
    queries: Queries,
    after: Key | null,
  ) => Promise<{ items: readonly Item[]; next: Key | null }>
}

export interface Exports {
  /** Answers with the file. Rejects with a {@link Problem} before its first byte. */
  send<Item, Key>(reply: FastifyReply, job: ExportJob<Item, Key>): Promise<FastifyReply>
}

/** Each holds a connection for as long as it takes, and screens need some of the few. */
const mostAtOnce = 2
const retryAfterSeconds = 15
/** A part that is not taken within this time ends the export: who reads as slowly keeps others from theirs for hours. */
const partPatienceMs = 60_000

const mediaTypes: Readonly<Record<ExportFormat, string>> = {
  csv: 'text/csv; charset=utf-8',
  ndjson: 'application/x-ndjson; charset=utf-8',
}

/**
 * Lists as files, as of one moment, however long they take. Rows are read part by part, and the next part only when the
 * client has taken the one before: so a file of any size needs the memory of one part. A client that goes away ends the
 * query that is under way.
 */
export function createExports({
  queries,
  catalogue,
  now,
  patienceMs = partPatienceMs,
}: {
  queries: Queries
  catalogue: Pick<Catalogue, 'snapshot'>
  now: () => number
  patienceMs?: number
}): Exports {
  let underWay = 0

  async function send<Item, Key>(reply: FastifyReply, job: ExportJob<Item, Key>): Promise<FastifyReply> {
    if (underWay >= mostAtOnce) {
      const message = `${mostAtOnce} exports are under way, which is as many as there may be. Try again once one is done.`
      throw new Problem('too_many_exports', message, [], retryAfterSeconds)
    }
    underWay++
    const gone = new AbortController()
    // Also after the last byte, when nobody asks any more.
    reply.raw.once('close', () => gone.abort())
    let reading: Reading | undefined
    let isOver = false
    const end = async () => {
      if (isOver) return
      isOver = true
      underWay--
      await reading?.close()
    }
    try {
      const opened = await openReading(queries, gone.signal)
      reading = opened
      const texts = writeTexts(job, catalogue, (after) =>
        opened.read((connection) => job.readPart(connection, after)),
      )
      const giveUp = () => reply.raw.destroy()
      // What fails at once is answered as everywhere; later the reply breaks off, which clients notice.
      const first = await texts.next()
      const file = Readable.from(withPatience(putBefore(first, texts), patienceMs, giveUp), {
        objectMode: false,
        highWaterMark: 1,
      })
      file.once('close', end)
      const day = new Date(now()).toISOString().slice(0, 10)
      return reply
        .type(mediaTypes[job.format])
        .header('content-disposition', `attachment; filename="${job.name}-${day}.${job.format}"`)
        .header('cache-control', 'no-store')
        .send(file)
    } catch (error) {
      await end()
      throw error
    }
  }

  return { send }
}

async function* putBefore(
  first: IteratorResult<string>,
  rest: AsyncGenerator<string>,
): AsyncGenerator<string> {
  if (first.done !== true) yield first.value
  yield* rest
}

/** Calls `giveUp` where a part waits longer to be taken. */
async function* withPatience(
  texts: AsyncGenerator<string>,
  patienceMs: number,
  giveUp: () => void,
): AsyncGenerator<string> {
  for await (const text of texts) {
    const waiting = setTimeout(giveUp, patienceMs)
    try {
      yield text
    } finally {
      clearTimeout(waiting)
    }
  }
}

/** The text of the file, a part of the list at a time. */
async function* writeTexts<Item, Key>(
  { format, columns, headings }: ExportJob<Item, Key>,
  catalogue: Pick<Catalogue, 'snapshot'>,
  readPart: (after: Key | null) => Promise<{ items: readonly Item[]; next: Key | null }>,
): AsyncGenerator<string> {
  const valuesOf = (item: Item) => columns.map(({ value }) => value(item, catalogue.snapshot))
  const toEntries = (values: unknown[]) => columns.map(({ name }, index) => [name, values[index] ?? null])
  const writeItem =
    format === 'csv'
      ? (item: Item) => writeCsvRow(valuesOf(item))
      : (item: Item) => `${JSON.stringify(Object.fromEntries(toEntries(valuesOf(item))))}\n`
  const heads = columns.map((column) => (headings === 'words' ? headingOf(column) : column.name))
  let text = format === 'csv' ? byteOrderMark + writeCsvRow(heads) : ''
  let after: Key | null = null
  do {
    const { items, next } = await readPart(after)
    for (const item of items) text += writeItem(item)
    if (text !== '') yield text
    text = ''
    after = next
  } while (after !== null)
}
