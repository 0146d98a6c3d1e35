import type { AnsweredRequest } from '../../domain/answered-request.ts'
import { encodeRequest } from './encode-request.ts'
import { places } from './record-layout.ts'

/** One process keeps this much of all channels together: some ten thousand single events of a browser. */
const MAX_BYTES = 8 * 1024 * 1024
const SEGMENT_BYTES = 64 * 1024
/** Of each channel, those that were not refused; what is older is forgotten a segment at a time. */
const MAX_PER_CHANNEL = 10_000
/** What was refused or failed is in the database too. */
const MAX_TROUBLED = 1_000
const TROUBLED = -1

interface Segment {
  readonly bytes: Buffer
  readonly view: DataView
  used: number
  count: number
  firstSequence: number
  lastSequence: number
}

interface Ring {
  /** Oldest first; the last one is written to. */
  readonly segments: Segment[]
  readonly limit: number
  count: number
}

/** Where a record lies. It is overwritten some day: read it at once. */
export interface RecordPlace {
  readonly bytes: Buffer
  readonly start: number
  readonly sequence: number
  readonly at: number
}

/** Which records a reader wants; judged by their numbers, before anything is read. */
export type RecordTest = (bytes: Buffer, start: number) => boolean

/**
 * The last requests of each channel, in bytes outside of the garbage collector's reach: writing one makes no object that
 * lives on. Where all of it is full, the channel that has most gives room, so that a loud one does not drown a quiet one.
 */
export class RequestLog {
  readonly #rings = new Map<number, Ring>()
  readonly #free: Segment[] = []
  #segments = 0
  #sequence = 0

  /** The number of the newest record; they rise by one. */
  get sequence(): number {
    return this.#sequence
  }

  add(request: AnsweredRequest, at: number, isWatched: boolean): RecordPlace | null {
    const ring = this.#ringOf(request)
    const numbered = { at, sequence: this.#sequence + 1, isWatched }
    let segment = ring.segments.at(-1) ?? this.#open(ring)
    let length = encodeRequest(request, numbered, segment.bytes, segment.view, segment.used)
    if (length === 0) {
      segment = this.#open(ring)
      length = encodeRequest(request, numbered, segment.bytes, segment.view, 0)
      // Larger than a segment: nothing that is cut to its limits is.
      if (length === 0) return null
    }
    const start = segment.used
    segment.used += length
    if (segment.count++ === 0) segment.firstSequence = numbered.sequence
    segment.lastSequence = numbered.sequence
    ring.count++
    this.#sequence = numbered.sequence
    const [oldest] = ring.segments
    if (oldest !== undefined && ring.count - oldest.count >= ring.limit) this.#forgetOldest(ring)
    return { bytes: segment.bytes, start, sequence: numbered.sequence, at }
  }

  /** Those after a sequence that pass the test, in no order. Cheap enough to be asked four times a second. */
  find(after: number, test: RecordTest): RecordPlace[] {
    const found: RecordPlace[] = []
    for (const { segments } of this.#rings.values()) {
      for (let index = segments.length - 1; index >= 0; index--) {
        const segment = segments[index] as Segment
        if (segment.count === 0) continue
        if (segment.lastSequence <= after) break
        collect(segment, after, test, found)
      }
    }
    return found
  }

  #ringOf({ verdict, key }: AnsweredRequest): Ring {
    const isTroubled = verdict === 'refused' || verdict === 'failed' || key === null
    const name = isTroubled ? TROUBLED : key.channel.id
    let ring = this.#rings.get(name)
    if (ring === undefined) {
      ring = { segments: [], limit: isTroubled ? MAX_TROUBLED : MAX_PER_CHANNEL, count: 0 }
      this.#rings.set(name, ring)
    }
    return ring
  }

  #open(ring: Ring): Segment {
    if (this.#free.length === 0 && this.#segments * SEGMENT_BYTES >= MAX_BYTES)
      this.#forgetOldest(this.#largest())
    const segment = this.#free.pop() ?? this.#make()
    segment.used = 0
    segment.count = 0
    ring.segments.push(segment)
    return segment
  }

  #make(): Segment {
    this.#segments++
    const bytes = Buffer.allocUnsafeSlow(SEGMENT_BYTES)
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length)
    return { bytes, view, used: 0, count: 0, firstSequence: 0, lastSequence: 0 }
  }

  #largest(): Ring {
    let largest: Ring | undefined
    for (const ring of this.#rings.values())
      if (largest === undefined || ring.segments.length > largest.segments.length) largest = ring
    return largest as Ring
  }

  #forgetOldest(ring: Ring): void {
    const segment = ring.segments.shift()
    if (segment === undefined) return
    ring.count -= segment.count
    this.#free.push(segment)
  }
}

function collect(segment: Segment, after: number, test: RecordTest, found: RecordPlace[]): void {
  const { bytes, view, used } = segment
  for (let start = 0; start < used; start += view.getUint32(start + places.length)) {
    const sequence = view.getFloat64(start + places.sequence)
    if (sequence <= after || !test(bytes, start)) continue
    found.push({ bytes, start, sequence, at: view.getFloat64(start + places.at) })
  }
}

/** A view of a record, as long as it is there. */
export function bytesOf({ bytes, start }: RecordPlace): Buffer {
  return bytes.subarray(start, start + bytes.readUInt32BE(start + places.length))
}
