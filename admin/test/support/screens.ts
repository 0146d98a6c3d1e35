import type { Page } from 'playwright-core'

/** What the addresses of screens need to know. */
export interface Shown {
  readonly contact: string
  readonly visit: string
  /** Null where nothing was sent to the tracking APIs since the start. */
  readonly request: string | null
  readonly rejected: string
}

/** A screen of the admin, or something that opens on one. */
export interface Screen {
  readonly name: string
  /** Below /admin; null where there is nothing to show. */
  path(shown: Shown): string | null
  /** Opens what is to be seen; the page has its heading and is at rest. */
  readonly open?: (page: Page) => Promise<void>
}

/** Every screen: for screenshots, and for what holds on all of them. */
export const screens: readonly Screen[] = [
  { name: 'overview', path: () => '/' },
  { name: 'setup', path: () => '/setup' },
  { name: 'live', path: () => '/live' },
  { name: 'live-request', path: ({ request }) => (request === null ? null : `/live/${request}`) },
  { name: 'live-visits', path: () => '/live/visits' },
  { name: 'rejected', path: () => '/live/rejected' },
  { name: 'rejected-event', path: ({ rejected }) => `/live/rejected/${rejected}` },
  { name: 'contacts', path: () => '/contacts' },
  { name: 'contacts-filtered', path: () => '/contacts?known=true&sort=-totalPoints' },
  { name: 'profile-overview', path: ({ contact }) => `/contacts/${contact}/overview` },
  ...(['activity', 'visits', 'details', 'consents', 'identities'] as const).map((tab) => ({
    name: `profile-${tab}`,
    path: ({ contact }: Shown) => `/contacts/${contact}/${tab}`,
    // What stands above is seen in the first.
    open: (page: Page) =>
      page
        .getByRole('navigation', { name: 'Parts of the profile' })
        .evaluate((tabs) => tabs.scrollIntoView()),
  })),
  { name: 'visit-drawer', path: ({ contact, visit }) => `/contacts/${contact}/overview?visit=${visit}` },
  { name: 'visit', path: ({ visit }) => `/visits/${visit}` },
  { name: 'activities', path: () => '/activities?period=30d' },
  {
    name: 'palette',
    path: () => '/contacts',
    async open(page) {
      await page.keyboard.press('Control+k')
      await page.getByRole('textbox', { name: 'Search everything' }).fill('an')
      await page.getByText('Found by id').or(page.getByText('All contacts with')).first().waitFor()
    },
  },
  {
    name: 'shortcuts',
    path: () => '/contacts',
    async open(page) {
      await page.keyboard.press('Shift+?')
      await page.getByRole('dialog').waitFor()
    },
  },
]

/** Finds the ids by asking the management API as whoever is signed in on `page`. */
export async function findShown(page: Page, url: string): Promise<Shown> {
  async function read(path: string): Promise<{ items: { id: string; visitCount?: number }[] }> {
    const reply = await page.context().request.get(`${url}/api/v1${path}`)
    if (!reply.ok()) throw new Error(`${path}: ${reply.status()} ${await reply.text()}`)
    return reply.json()
  }
  // Of those who did most, somebody who has a life beside it: hundreds of visits are one blue wall.
  const people = (await read('/contacts?known=true&sort=-totalPoints&limit=100')).items
  const contact = people.find(({ visitCount = 0 }) => visitCount <= 60) ?? people[0]
  if (contact === undefined) throw new Error('There is no contact to show.')
  const [visit] = (await read(`/contacts/${contact.id}/visits?limit=1`)).items
  const [rejected] = (await read('/rejected-events?limit=1')).items
  const [request] = (await read('/live/requests?limit=1')).items
  if (visit === undefined || rejected === undefined) throw new Error('There is too little to show.')
  return { contact: contact.id, visit: visit.id, request: request?.id ?? null, rejected: rejected.id }
}

/** Waits until a screen shows what it has: no skeleton, no spinner, nothing that is being asked for. */
export async function settle(page: Page): Promise<void> {
  await page.getByRole('heading', { level: 1 }).first().waitFor()
  await page.waitForFunction(
    () =>
      document.querySelector(
        '[role=status][aria-label=Loading], .mantine-Skeleton-root, .mantine-Loader-root',
      ) === null,
  )
}
