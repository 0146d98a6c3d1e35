import { pino } from 'pino'
import { expect, test } from 'vitest'
import { createPluginLog } from './plugin-log.ts'

test('a line about a plug-in names it, the request and the place in its code, and never what it says', () => {
  const lines: string[] = []
  const logger = pino({ base: null }, { write: (line) => lines.push(line) })
  createPluginLog(logger, { type: 'processor', name: 'loan' })({ id: 'a1-7' }, 'failed', new Error('secret'))
  createPluginLog(logger, { type: 'hook', name: 'crm' })({ id: null }, 'failed')
  const [line = '', other = ''] = lines
  expect(JSON.parse(line)).toMatchObject({
    processor: 'loan',
    requestId: 'a1-7',
    frames: expect.arrayContaining([expect.stringContaining('plugin-log.test.ts')]),
  })
  expect(line).not.toContain('secret')
  expect(JSON.parse(other)).not.toHaveProperty('requestId')
})
