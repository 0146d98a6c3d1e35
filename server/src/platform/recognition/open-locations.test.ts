import { mkdtemp, rename, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pino } from 'pino'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { city, writePlaces } from '../../../test/support/places.ts'
import { OperatorError } from '../operator-error.ts'
import { type Locations, openLocations } from './open-locations.ts'

let folder: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'waymark-places-'))
})
afterAll(() => rm(folder, { recursive: true }))

const places = {
  '192.0.2.0/24': city('DE', 'Bavaria', 'Munich'),
  '198.51.100.0/24': { country: { iso_code: 'FR', names: { en: 'France' } } },
  '203.0.113.0/24': { autonomous_system_number: 64496 },
  '2001:db8:0:0:0:0:0:0/32': city('JP', 'Tokyo', 'Shibuya'),
}
const munich = { country: 'DE', region: 'Bavaria', city: 'Munich' }
const patience = { timeout: 10_000 }
const silent = pino({ level: 'silent' })

async function store(name: string, bytes: Buffer | string): Promise<string> {
  const file = join(folder, name)
  await writeFile(file, bytes)
  return file
}

describe('a database of places', () => {
  let locations: Locations
  beforeAll(async () => {
    locations = await openLocations({ file: await store('places.mmdb', writePlaces(places)), logger: silent })
  })
  afterAll(() => locations?.close())

  test.each([
    ['192.0.2.7', munich],
    ['2001:db8::1', { country: 'JP', region: 'Tokyo', city: 'Shibuya' }],
    ['198.51.100.1', { country: 'FR', region: null, city: null }],
    ['203.0.113.1', null],
    ['10.0.0.1', null],
    ['::1', null],
  ])('knows where %s is, as far as it says', (address, location) => {
    expect(locations.find(address)).toEqual(location)
  })

  test('gives null for what is no address', () => {
    expect(locations.find('nonsense')).toBeNull()
  })
})

describe('a file that is no database stops the start:', () => {
  const whole = writePlaces(places)
  test.each<[string, Buffer | string | null, RegExp]>([
    ['one that is not there', null, /cannot be read \(ENOENT\)/],
    ['an empty one', '', /is no MaxMind database/],
    ['a text', 'no database at all, just words', /is no MaxMind database/],
    ['an archive', Buffer.from('1f8b0800', 'hex'), /is no MaxMind database .* unpacked/],
    ['half of one', whole.subarray(0, whole.length / 2), /or not all of one/],
    ['the second half of one', whole.subarray(whole.length - 240), /or not all of one/],
    ['a folder', 'FOLDER', /cannot be read \(EISDIR\)/],
  ])('%s', async (title, bytes, message) => {
    const file =
      bytes === null
        ? join(folder, 'missing')
        : bytes === 'FOLDER'
          ? folder
          : await store(`${title}.mmdb`, bytes)
    const opening = openLocations({ file, logger: silent })
    await expect(opening).rejects.toThrow(OperatorError)
    await expect(opening).rejects.toThrow(message)
    await expect(opening).rejects.toThrow(`WAYMARK_GEOIP: ${file} `)
  })
})

test('when the file is replaced the new one is used, but for one that cannot be read', async () => {
  const file = await store('replaced.mmdb', writePlaces(places))
  const lines: string[] = []
  const logger = pino({ level: 'info' }, { write: (line: string) => void lines.push(line) })
  const locations = await openLocations({ file, logger, watchEveryMs: 20 })
  const replace = async (bytes: Buffer | string) => rename(await store('new.mmdb', bytes), file)
  try {
    expect(locations.find('192.0.2.7')).toEqual(munich)
    await replace('no database')
    await expect.poll(() => lines.join(), patience).toContain('the old one stays in use')
    expect([locations.find('192.0.2.7'), locations.find('192.0.2.8')]).toEqual([munich, munich])
    await replace(writePlaces({ '192.0.2.0/24': city('AT', 'Tyrol', 'Innsbruck') }))
    await expect.poll(() => locations.find('192.0.2.7')?.city, patience).toBe('Innsbruck')
    expect(lines.join()).not.toContain('192.0.2')
  } finally {
    locations.close()
  }
})
