import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import {
  appChannel,
  openReadingInstallation,
  type ReadingInstallation,
} from '../../../test/support/reading.ts'
import type { Contact } from './contacts.schemas.ts'

let waymark: ReadingInstallation
beforeAll(async () => {
  waymark = await openReadingInstallation()
})
afterAll(() => waymark.close())

/** A contact who gave these fields at this time; those that give nothing stay anonymous. */
async function createPerson(at: string, fields?: Record<string, string>): Promise<string> {
  const contact = await waymark.createContact('xperience', at)
  if (fields !== undefined) await waymark.act(contact, [{ what: 'datainput', at, value: 'form', fields }])
  return contact
}

async function search(text: string, more = ''): Promise<string[]> {
  const { items } = await waymark.read(`/api/v1/contacts?search=${encodeURIComponent(text)}${more}`)
  return items.map((contact: Contact) => contact.id)
}

describe('A contact', () => {
  test('shows who it is and what it did, all in all', async () => {
    const ada = await createPerson('2026-03-01T08:00:00Z', {
      email: 'Ada@Example.com',
      firstName: 'Ada',
      lastName: 'Lovelace',
      birthday: '1815-12-10',
      country: 'GBR',
    })
    await waymark.act(ada, [
      { what: 'goal/Register', at: '2026-03-01T09:00:00Z' },
      { what: 'outcome/Opportunity', at: '2026-03-01T09:00:01Z', money: ['1337', 'USD'] },
      { what: 'outcome/Opportunity', at: '2026-03-01T09:00:02Z', money: ['0.5', 'EUR'] },
    ])
    expect(await waymark.read(`/api/v1/contacts/${ada}`)).toEqual({
      id: ada,
      displayName: 'Ada Lovelace',
      known: true,
      email: 'Ada@Example.com',
      firstName: 'Ada',
      middleName: null,
      lastName: 'Lovelace',
      birthday: '1815-12-10',
      gender: null,
      jobTitle: null,
      companyName: null,
      mobilePhone: null,
      businessPhone: null,
      address1: null,
      city: null,
      zip: null,
      country: 'GBR',
      state: null,
      notes: null,
      fields: {},
      identifiers: [{ source: 'email', identifier: 'ada@example.com', type: 'known' }],
      createdAt: '2026-03-01T08:00:00.000Z',
      firstSeenAt: '2026-03-01T08:00:00.000Z',
      lastActivityAt: '2026-03-01T09:00:02.000Z',
      visitCount: 2,
      activityCount: 4,
      totalPoints: 50,
      totalMonetary: { USD: 1337, EUR: 0.5 },
      classification: 'unknown',
      mergedIds: [],
    })
  })

  test('that never did anything has no times of activity', async () => {
    const nobody = await createPerson('2026-03-01T08:00:00Z')
    expect(await waymark.read(`/api/v1/contacts/${nobody}`)).toMatchObject({
      known: false,
      identifiers: [],
      firstSeenAt: null,
      lastActivityAt: null,
      visitCount: 0,
      totalMonetary: {},
    })
  })

  test.each([
    [{ firstName: 'Grace', middleName: 'Brewster', lastName: 'Hopper' }, 'Grace Brewster Hopper'],
    [{ lastName: 'Hopper' }, 'Hopper'],
    [{ email: 'only.mail@example.com' }, 'only.mail@example.com'],
    [undefined, 'Anonymous - 2022-08-23 04:45:06.775'],
  ])('that gave %o is called %s', async (fields, displayName) => {
    const id = await createPerson('2022-08-23T04:45:06.775Z', fields)
    expect((await waymark.read(`/api/v1/contacts/${id}`)).displayName).toBe(displayName)
  })

  test('that is known by identifiers alone is called by the first of them, in the list too', async () => {
    const id = await createPerson('2022-08-23T04:45:07Z')
    for (const [source, identifier] of [
      ['shop', '12'],
      ['crm', '4711'],
    ] as const) {
      await waymark.queries
        .insertInto('contact_identifiers')
        .values({ source, identifier, contact_id: id })
        .execute()
    }
    const { items } = await waymark.read(`/api/v1/contacts?search=${id}`)
    expect(items).toMatchObject([{ id, displayName: 'crm: 4711', known: true }])
  })

  test('made by the Sitecore API has the anonymous identifier that its tracker gives a device', async () => {
    const id = await waymark.createContact('sitecore', '2026-03-01T08:00:00Z')
    const { identifiers, known } = await waymark.read(`/api/v1/contacts/${id}`)
    expect(identifiers).toEqual([
      { source: 'xDB.Tracker', identifier: id.replaceAll('-', ''), type: 'anonymous' },
    ])
    expect(known).toBe(false)
  })

  test('is found by its id in any notation', async () => {
    const id = await createPerson('2026-03-01T08:00:00Z')
    for (const notation of [id.toUpperCase(), id.replaceAll('-', ''), `%7B${id}%7D`]) {
      expect((await waymark.read(`/api/v1/contacts/${notation}`)).id).toBe(id)
    }
  })

  test.each(['a3f4bc8b-6d84-454f-8215-000000000000', 'ada', '%00', 'x'.repeat(90)])(
    'that does not exist is answered 404: %s',
    async (id) => {
      const reply = await waymark.get(`/api/v1/contacts/${id}`)
      expect(reply.statusCode).toBe(404)
      expect(reply.json().code).toBe('contact_not_found')
    },
  )
})

describe('A contact that was merged away', () => {
  let visitor: string
  let customer: string
  beforeAll(async () => {
    customer = await createPerson('2026-02-01T08:00:00Z', { email: 'merged@example.com', lastName: 'Merger' })
    visitor = await waymark.createContact('sitecore', '2026-02-02T08:00:00Z')
    await waymark.act(visitor, [
      { what: 'pagevisit', at: '2026-02-02T08:00:00Z' },
      {
        what: 'datainput',
        at: '2026-02-02T08:01:00Z',
        value: 'form',
        fields: { email: 'merged@example.com' },
      },
    ])
  })

  test('is answered with the survivor, which names it', async () => {
    const contact = await waymark.read(`/api/v1/contacts/${visitor}`)
    expect(contact).toMatchObject({
      id: customer,
      lastName: 'Merger',
      mergedIds: [visitor],
      activityCount: 3,
    })
    expect(contact.identifiers).toContainEqual({
      source: 'xDB.Tracker',
      identifier: visitor.replaceAll('-', ''),
      type: 'anonymous',
    })
  })

  test('is in no list, but its id finds the survivor', async () => {
    const ids = (await waymark.read('/api/v1/contacts?limit=500')).items.map((contact: Contact) => contact.id)
    expect(ids).toContain(customer)
    expect(ids).not.toContain(visitor)
    expect(await search(visitor)).toEqual([customer])
  })
})

describe('The search for contacts', () => {
  test.each([
    ['Jürgen', 'MÜLLER-LÜDENSCHEIDT', 'müller'],
    ['Борис', 'Пастернак', 'пАСТЕРН'],
    ['Ελένη', 'Παπαδοπούλου', 'ΠΑΠΑΔ'],
  ])('knows no difference of case in any alphabet: %s %s by %s', async (firstName, lastName, text) => {
    const contact = await waymark.createContact('xperience', '2026-03-01T09:00:00Z')
    const at = '2026-03-01T09:00:01Z'
    await waymark.act(contact, [{ what: 'pagevisit', at, fields: { firstName, lastName } }])
    expect(await search(text)).toEqual([contact])
  })

  test('knows no difference of marks, neither those of people nor those that are typed', async () => {
    const people: [string, string][] = [
      ['Björn', 'Strauß'],
      ['Søren', 'Łukasik'],
      ['İbrahim', 'Çelik'],
    ]
    const found: string[] = []
    for (const [firstName, lastName] of people) {
      const contact = await waymark.createContact('xperience', '2026-03-01T09:00:00Z')
      const at = '2026-03-01T09:00:02Z'
      await waymark.act(contact, [{ what: 'pagevisit', at, fields: { firstName, lastName } }])
      found.push(contact)
    }
    for (const [place, texts] of [
      ['bjorn', 'Bjo\u0308rn STRAUSS', 'bjørn'],
      ['lukasik soren', 'Sören Łuka'],
      ['celik ibrahim', 'IBRAHİM'],
    ].entries()) {
      for (const text of texts) expect([text, await search(text)]).toEqual([text, [found[place]]])
    }
  })

  let ada: string
  let adam: string
  beforeAll(async () => {
    ada = await createPerson('2026-01-01T08:00:00Z', {
      firstName: 'Ydelheid',
      middleName: 'von',
      lastName: 'Quantz',
      email: 'heidi+1@quantz.example',
    })
    adam = await createPerson('2026-01-02T08:00:00Z', { firstName: 'Ydelbert', lastName: '100%_\\Quantz' })
  })

  test.each([
    ['a part of the first name', 'delhei'],
    ['another case', 'YDELHEID'],
    ['parts of two names', 'heid von qua'],
    ['words in any order', 'quantz ydelheid'],
    ['words of name and address, written as in a directory', 'Quantz, y 1@quantz'],
    ['the end of one name and the beginning of the next', 'd v'],
    ['more blanks than there are', 'heid   von'],
    ['a part of the e-mail address', 'di+1@quan'],
  ])('finds %s', async (_what, text) => {
    expect(await search(text)).toEqual([ada])
  })

  test('finds all who match, in the order of the list', async () => {
    expect(await search('quantz')).toEqual([adam, ada])
    expect(await search('quantz', '&sort=createdAt')).toEqual([ada, adam])
    const { total, totalIsEstimate } = await waymark.read('/api/v1/contacts?search=quantz&count=true')
    expect([total, totalIsEstimate]).toEqual([2, false])
  })

  test('takes percent signs, underscores and backslashes for what they are', async () => {
    expect(await search('100%_\\')).toEqual([adam])
    expect(await search('0%_')).toEqual([adam])
    for (const wildcard of ['quantz%', 'quan_z', 'quantz\\', '%%%', '___', '%']) {
      expect(await search(wildcard)).toEqual([])
    }
  })

  test('looks for one or two characters at the beginning of words', async () => {
    expect(await search('qu')).toEqual([ada])
    expect(await search('yd')).toEqual([adam, ada])
    expect(await search('zz')).toEqual([])
  })

  test('finds an identifier by any part of it', async () => {
    const id = await createPerson('2026-01-03T08:00:00Z')
    await waymark.queries
      .insertInto('contact_identifiers')
      .values({ source: 'crm', identifier: 'Customer-98217', contact_id: id })
      .execute()
    expect(await search('mer-982')).toEqual([id])
    expect(await search('CUSTOMER')).toEqual([id])
  })

  test('finds an id by itself, by its beginning and by any eight digits of it', async () => {
    expect(await search(ada)).toEqual([ada])
    expect(await search(`{${ada.toUpperCase()}}`)).toEqual([ada])
    expect(await search(ada.slice(0, 20))).toEqual([ada])
    expect(await search(ada.slice(-12))).toEqual([ada])
    expect(await search(ada.replaceAll('-', '').slice(5, 30))).toEqual([ada])
  })

  test('finds who has no name by what the admin calls it: the end of its id', async () => {
    const nobody = await waymark.createContact('xperience', '2026-03-02T09:00:00Z')
    const digits = nobody.slice(-4)
    for (const text of [digits, digits.toUpperCase(), `Anonymous ${digits}`, ` contact  ${digits} `]) {
      expect(await search(text)).toContain(nobody)
    }
    const other = digits === '0000' ? '0001' : '0000'
    expect(await search(`Anonymous ${other}`)).not.toContain(nobody)
    expect(await search(digits.slice(-3))).not.toContain(nobody)
  })

  test('finds nobody by what nobody has', async () => {
    expect(await search('no such name')).toEqual([])
    expect(await search('quantz nosuchname')).toEqual([])
    for (const text of ['\u0308', '- -', ',', 'a b c d e f g h i j']) expect(await search(text)).toEqual([])
    expect(await search('a3f4bc8b-6d84-454f-8215-000000000000')).toEqual([])
  })

  test('refuses what cannot be stored', async () => {
    const reply = await waymark.get('/api/v1/contacts?search=a%00b')
    expect([reply.statusCode, reply.json().code]).toEqual([400, 'invalid_parameter'])
  })
})

describe('The list of contacts', () => {
  let waymark: ReadingInstallation
  const [bob, carol, dave, erin] = ['bob', 'carol', 'dave', 'erin'] as const
  const ids: Record<string, string> = {}

  // Created in alphabetical order; carol was active last, then bob; dave and erin never did anything.
  beforeAll(async () => {
    waymark = await openReadingInstallation()
    for (const [index, name] of [bob, carol, dave, erin].entries()) {
      ids[name] = await waymark.createContact('xperience', `2026-01-0${index + 1}T08:00:00Z`)
    }
    const form = { what: 'datainput', value: 'form', fields: { email: 'bob@example.com' } }
    await waymark.act(ids.bob ?? '', [{ ...form, at: '2026-01-05T08:00:00Z' }])
    await waymark.act(ids.carol ?? '', [{ what: 'pagevisit', at: '2026-01-06T08:00:00Z' }])
  })
  afterAll(() => waymark.close())
  beforeEach(() => waymark.provision({ settings: { 'profiles.showAnonymous': true } }))

  async function list(query: string): Promise<string[]> {
    const { items } = await waymark.read(`/api/v1/contacts?${query}`)
    return items.map(({ id }: Contact) => Object.keys(ids).find((name) => ids[name] === id) ?? id)
  }

  test.each([
    ['', [carol, bob, erin, dave]],
    ['sort=-lastActivityAt', [carol, bob, erin, dave]],
    ['sort=lastActivityAt', [dave, erin, bob, carol]],
    ['sort=-createdAt', [erin, dave, carol, bob]],
    ['sort=createdAt', [bob, carol, dave, erin]],
    ['known=true', [bob]],
    ['known=false', [carol, erin, dave]],
    ['robots=false', [carol, bob, erin, dave]],
  ])('asked with "%s" is in its order', async (query, names) => {
    expect(await list(query)).toEqual(names)
  })

  test('is counted only when asked', async () => {
    expect(await waymark.read('/api/v1/contacts?limit=1')).not.toHaveProperty('total')
    expect(await waymark.read('/api/v1/contacts?limit=1&known=false&count=true')).toMatchObject({
      total: 3,
      totalIsEstimate: false,
    })
  })

  test('leaves anonymous contacts out, and so does the search, when the setting says so', async () => {
    await waymark.provision({ settings: { 'profiles.showAnonymous': false } })
    expect(await list('')).toEqual([bob])
    expect(await list('known=false')).toEqual([])
    expect(await list(`search=${ids.carol}`)).toEqual([])
    expect(await list(`search=${ids.bob}`)).toEqual([bob])
    expect((await waymark.read('/api/v1/contacts?count=true')).total).toBe(1)
    expect((await waymark.read(`/api/v1/contacts/${ids.carol}`)).id).toBe(ids.carol)
  })
})

describe('A filter of the list of contacts', () => {
  test.each([
    ['goal=a3f4bc8b-6d84-454f-8215-000000000000', 'goal'],
    ['campaign=Spring', 'campaign'],
    ['channel=no-such-channel', 'channel'],
    ['consent=no-such-consent', 'consent'],
    ['device=toaster', 'device'],
    ['country=Germany', 'country'],
    ['classification=human,alien', 'classification'],
    ['field=shoeSize:is:9', 'field'],
    ['from=yesterday', 'from'],
    ['sort=shoeSize', 'sort'],
    ['include=everything', 'include'],
  ])('that means nothing is refused: %s', async (query, parameter) => {
    const reply = await waymark.get(`/api/v1/contacts?${query}`)
    expect([reply.statusCode, reply.json().code]).toEqual([400, 'invalid_parameter'])
    expect(reply.json().errors[0].parameter).toBe(parameter)
  })

  test('that nobody meets leaves nobody', async () => {
    for (const query of [
      'country=AQ',
      'trafficChannel=Carrier pigeon',
      'from=2031-01-01T00:00:00Z',
      'field=notes:is:x',
    ]) {
      expect((await waymark.read(`/api/v1/contacts?${query}&count=true`)).total).toBe(0)
    }
  })

  test('of a consent finds who agrees now, also by what was said before a merge', async () => {
    await waymark.provision({
      languages: [{ code: 'en', name: 'English', default: true }],
      consents: [{ name: 'news', displayName: 'News', texts: { en: { shortText: 'a', fullText: 'b' } } }],
    })
    const [agreeing, revoking, merged] = await Promise.all(
      ['1', '2', '3'].map((day) => waymark.createContact('xperience', `2026-02-0${day}T08:00:00Z`)),
    )
    const owner = await createPerson('2026-02-04T08:00:00Z', { email: 'consent@example.com' })
    await waymark.agree(agreeing ?? '', 'news', true, '2026-02-05T08:00:00Z')
    await waymark.agree(revoking ?? '', 'news', true, '2026-02-05T08:00:00Z')
    await waymark.agree(revoking ?? '', 'news', false, '2026-02-06T08:00:00Z')
    await waymark.agree(merged ?? '', 'news', true, '2026-02-05T08:00:00Z')
    await waymark.act(merged ?? '', [
      {
        what: 'datainput',
        at: '2026-02-07T08:00:00Z',
        value: 'form',
        fields: { email: 'consent@example.com' },
      },
    ])
    const { items: all } = await waymark.read('/api/v1/contacts?include=consents&limit=500')
    const consentsOf = (id: string | undefined) => all.find((one: Contact) => one.id === id).consents
    const [said] = consentsOf(agreeing)
    expect(said).toEqual({
      consentId: expect.any(String),
      displayName: 'News',
      agreedAt: '2026-02-05T08:00:00.000Z',
    })
    expect([consentsOf(revoking), consentsOf(owner)]).toEqual([[], [said]])
    expect((await waymark.read('/api/v1/contacts?limit=1')).items[0]).not.toHaveProperty('consents')
    const { items } = await waymark.read('/api/v1/contacts?consent=news&sort=createdAt')
    expect(items.map(({ id }: Contact) => id)).toEqual([agreeing, owner])
  })

  test('of robots asks what a contact is now', async () => {
    const robot = await waymark.createContact('sitecore', '2026-02-08T08:00:00Z')
    const client = { isRobot: true, device: null, location: null, address: null }
    await waymark.act(robot, [{ what: 'pagevisit', at: '2026-02-08T08:00:00Z' }], { api: 'sitecore', client })
    expect((await waymark.read('/api/v1/contacts?classification=robot')).items).toMatchObject([{ id: robot }])
    await waymark.markHuman(robot)
    expect((await waymark.read('/api/v1/contacts?classification=robot')).items).toEqual([])
  })

  test('shows the latest visit of each contact, also one under another id', async () => {
    const person = await createPerson('2026-02-10T08:00:00Z', { email: 'visits@example.com' })
    const device = await waymark.createContact('sitecore', '2026-02-11T08:00:00Z')
    await waymark.act(device, [
      { what: 'campaign/Spring', at: '2026-02-11T08:00:00Z' },
      { what: 'pagevisit', at: '2026-02-11T08:00:10Z', url: '/a', referrer: 'https://t.co/x' },
      {
        what: 'datainput',
        at: '2026-02-11T08:00:20Z',
        value: 'form',
        fields: { email: 'visits@example.com' },
      },
    ])
    const { items } = await waymark.read(`/api/v1/contacts?search=${person}`)
    expect(items[0].latestVisit).toEqual({
      id: expect.any(String),
      startedAt: '2026-02-11T08:00:00.000Z',
      durationMs: 20_000,
      pageViews: 1,
      points: 0,
      channelId: appChannel,
      campaignId: expect.any(String),
      trafficChannel: 'Social',
      deviceType: null,
      country: null,
      city: null,
      open: false,
    })
  })
})
