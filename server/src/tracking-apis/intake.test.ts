import { EventEmitter } from 'node:events'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { describe, expect, test, vi } from 'vitest'
import { restingEngine } from '../../test/support/resting-engine.ts'
import { EngineUnavailable } from '../engine/contract.ts'
import { createIntake } from './intake.ts'

const MiB = 1024 * 1024
const request = (bytes: number) =>
  ({ headers: { 'content-length': String(bytes) }, raw: {} }) as unknown as FastifyRequest
const reply = () => ({ raw: new EventEmitter() }) as unknown as FastifyReply

test('whoever watches hears of each request for which there is no room, and why', () => {
  const queue = { commands: 0, drafts: 0 }
  const hear = vi.fn()
  const intake = createIntake({ queue, queueLimits: restingEngine.queueLimits }, 10 * MiB, hear)
  for (let count = 0; count < 12; count++)
    expect(intake.admit(request(10 * MiB), reply(), 10 * MiB)).toBe(true)
  expect(intake.admit(request(10 * MiB), reply(), 10 * MiB)).toBe(false)
  expect(intake.admit(request(100), reply(), 10 * MiB)).toBe(true)
  queue.commands = restingEngine.queueLimits.commands
  expect(intake.admit(request(100), reply(), 10 * MiB)).toBe(false)
  expect(hear.mock.calls).toEqual([['bodies_full'], ['queue_full']])
})

describe('a request counts until it is handled', () => {
  const queue = { commands: 0, drafts: 0 }
  const sent = (bytes: number) => ({ ...request(bytes), body: Buffer.alloc(bytes) }) as FastifyRequest
  const create = (commands: number) =>
    createIntake({ queue, queueLimits: { commands, drafts: 1_000 } }, 10 * MiB)

  test('as a command that waits, however long plug-ins take before the engine hears of it', async () => {
    const intake = create(2)
    const { promise: plugin, resolve } = Promise.withResolvers<void>()
    const handled = [sent(100), sent(100)].map((one) => intake.handle(one, 1, () => plugin))
    expect(intake.admit(request(100), reply(), MiB)).toBe(false)
    resolve()
    await Promise.all(handled)
    expect(intake.admit(request(100), reply(), MiB)).toBe(true)
  })

  test('with its items, and no work is begun for which there is no room', async () => {
    const intake = create(20_000)
    const { promise: plugin, resolve } = Promise.withResolvers<void>()
    const handled = intake.handle(sent(100), 1_000, () => plugin)
    const work = vi.fn()
    expect(intake.admit(request(100), reply(), MiB)).toBe(false)
    await expect(intake.handle(sent(100), 1, work)).rejects.toThrow(EngineUnavailable)
    expect(work).not.toHaveBeenCalled()
    resolve()
    await handled
    expect(intake.admit(request(100), reply(), MiB)).toBe(true)
  })

  test('with its body, also where its client has gone, and where it failed', async () => {
    const intake = create(20_000)
    const { promise: plugin, reject } = Promise.withResolvers<void>()
    const large = sent(10 * MiB)
    const goes = reply()
    expect(intake.admit(large, goes, 10 * MiB)).toBe(true)
    const handled = intake.handle(large, 1, () => plugin)
    goes.raw.emit('close')
    const others = Array.from({ length: 11 }, () => reply())
    for (const other of others) expect(intake.admit(sent(10 * MiB), other, 10 * MiB)).toBe(true)
    expect(intake.admit(sent(10 * MiB), reply(), 10 * MiB)).toBe(false)
    reject(new Error())
    await expect(handled).rejects.toThrow()
    expect(intake.admit(sent(10 * MiB), reply(), 10 * MiB)).toBe(true)
  })

  test('with small bodies too', async () => {
    const intake = create(20_000)
    const small = sent(15 * 1024)
    const { promise: plugin, resolve } = Promise.withResolvers<void>()
    const handled = Array.from({ length: 9_000 }, () => intake.handle(small, 0, () => plugin))
    expect(intake.admit(request(100), reply(), MiB)).toBe(false)
    resolve()
    await Promise.all(handled)
    expect(intake.admit(request(100), reply(), MiB)).toBe(true)
  })
})
