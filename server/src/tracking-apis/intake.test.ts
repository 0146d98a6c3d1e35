import { EventEmitter } from 'node:events'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { expect, test, vi } from 'vitest'
import { restingEngine } from '../../test/support/resting-engine.ts'
import { createIntake } from './intake.ts'

const MiB = 1024 * 1024
const request = (bytes: number) =>
  ({ headers: { 'content-length': String(bytes) } }) as unknown as FastifyRequest
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
