import type { IncomingMessage } from 'node:http'
import { Socket } from 'node:net'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { type EngineHealth, EngineUnavailable } from '../engine/contract.ts'

/** What the tracking APIs have taken in and not answered yet: bounded, so that memory is (docs/spec/waymark.md §8). */
export interface Intake {
  /**
   * Judges a request before its body is read. False when there is no room for it: answer 503. A body that is larger than
   * `maxBodyBytes` is refused by others.
   */
  admit(request: FastifyRequest, reply: FastifyReply, maxBodyBytes: number): boolean
  /**
   * Call it for each reply with 503. The client is to wait; what it sends all the same stays in its connection until
   * there is room, for {@link MAX_HOLD_MS} at the most: refusing a flood as fast as it comes leaves no time to store what
   * was taken. 4,000 connections that always had eight requests under way brought 6,000 stored events a second down to
   * 40.
   */
  holdBack(reply: FastifyReply): void
  /** Takes in more of the body of a request that was admitted. False when there is no room for it: answer 503. */
  takeIn(request: IncomingMessage, bytes: number): boolean
  /**
   * Does the work of a request with so many items. They count until it is done, also where the client has gone: plug-ins
   * may take long before the engine hears of them.
   *
   * @throws EngineUnavailable when there is no room for them: nothing was done.
   */
  handle<T>(request: FastifyRequest, items: number, work: () => Promise<T>): Promise<T>
}

/** Bodies up to here are counted once they are there: until then the number of connections is bound enough. */
const SMALL_BYTES = 16 * 1024
/** Of all bodies together; what becomes of them in memory is some times as much. */
const MAX_BYTES = 128 * 1024 * 1024
const MAX_HOLD_MS = 5_000
const RELEASE_EVERY_MS = 20
const PLACES_EACH = 8

/** A body of which parts are, or will be, in memory until its request is handled and its connection done with it. */
interface Body {
  bytes: number
  holders: number
}

/** Why there is no room for a request: too many are under way or wait to be stored, or their bodies are too large. */
type NoRoom = 'queue_full' | 'bodies_full'

/**
 * `largestBody` is what any of the APIs takes at the most, in bytes: that much always fits. `onTurnedAway` hears of each
 * request for which there is no room.
 */
export function createIntake(
  engine: Pick<EngineHealth, 'queue' | 'queueLimits'>,
  largestBody: number,
  onTurnedAway: (reason: NoRoom) => void = () => {},
): Intake {
  const maxBytes = Math.max(MAX_BYTES, largestBody)
  const heldBack = new Map<Socket, number>()
  let timer: NodeJS.Timeout | undefined
  /** Of requests that were counted before their body was there. */
  const bodies = new WeakMap<IncomingMessage, Body>()
  let held = 0
  const underWay = { commands: 0, drafts: 0 }

  /** As much may be on its way through plug-ins as may wait to be stored: it will. */
  function countRoom(): number {
    const { queue, queueLimits } = engine
    return Math.min(
      queueLimits.commands - Math.max(queue.commands, underWay.commands),
      queueLimits.drafts - Math.max(queue.drafts, underWay.drafts),
    )
  }

  /** The longest held first. Each may have several requests under way: fewer than there is room for. */
  function release(): void {
    let places = Math.ceil(countRoom() / PLACES_EACH)
    const before = performance.now() - MAX_HOLD_MS
    for (const [socket, since] of heldBack) {
      if (places-- <= 0 && since > before) return
      heldBack.delete(socket)
      socket.off('resume', pauseAgain)
      socket.resume()
    }
    clearInterval(timer)
    timer = undefined
  }

  function hold(bytes: number): boolean {
    if (held + bytes > maxBytes) return false
    held += bytes
    return true
  }

  function letGo(body: Body): void {
    if (--body.holders > 0) return
    held -= body.bytes
    body.bytes = 0
  }

  return {
    admit(request, reply, maxBodyBytes) {
      const length = Number(request.headers['content-length'])
      const isLarge = length > SMALL_BYTES && length <= maxBodyBytes
      const isQueueFull = countRoom() <= 0
      if (isQueueFull || !hold(isLarge ? length : 0)) {
        onTurnedAway(isQueueFull ? 'queue_full' : 'bodies_full')
        return false
      }
      const isUnsized = request.headers['transfer-encoding'] !== undefined
      if (!isLarge && !isUnsized) return true
      const body = { bytes: isLarge ? length : 0, holders: 1 }
      bodies.set(request.raw, body)
      // Also where the client went away before it had its reply.
      reply.raw.once('close', () => letGo(body))
      return true
    },
    holdBack(reply) {
      const { socket } = reply.request.raw
      // What is injected came over no connection.
      if (!(socket instanceof Socket) || heldBack.has(socket)) return
      heldBack.set(socket, performance.now())
      // Node reads on to skip a body that nobody asked for.
      socket.on('resume', pauseAgain)
      socket.pause()
      timer ??= setInterval(release, RELEASE_EVERY_MS).unref()
    },
    takeIn(request, bytes) {
      // Of one that said how large it is, all is held.
      const body = request.headers['transfer-encoding'] === undefined ? undefined : bodies.get(request)
      if (body === undefined) return true
      if (!hold(bytes)) {
        onTurnedAway('bodies_full')
        return false
      }
      body.bytes += bytes
      return true
    },
    async handle({ raw, body: sent }, items, work) {
      if (countRoom() <= 0) {
        onTurnedAway('queue_full')
        throw new EngineUnavailable('Too much is on its way.')
      }
      const body = bodies.get(raw) ?? { bytes: Buffer.isBuffer(sent) ? sent.length : 0, holders: 0 }
      if (body.holders++ === 0) held += body.bytes
      underWay.commands++
      underWay.drafts += items
      try {
        return await work()
      } finally {
        underWay.commands--
        underWay.drafts -= items
        letGo(body)
      }
    },
  }
}

function pauseAgain(this: Socket): void {
  this.pause()
}
