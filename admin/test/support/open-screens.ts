import { fillWithDemo } from './fill-with-demo.ts'
import { openAdmin, type PageOptions, type WatchedPage } from './open-admin.ts'
import { findShown, type Screen, settle } from './screens.ts'

export interface OpenScreens<Kind extends string> {
  /** Shows a screen, and whatever opens on it, on the page of this kind. */
  show(screen: Screen, kind: Kind): Promise<WatchedPage>
  close(): Promise<void>
}

/** The admin over the demo, and a page of each kind on which one screen is shown after the other. */
export async function openScreens<Kind extends string>(
  kinds: Readonly<Record<Kind, PageOptions>>,
): Promise<OpenScreens<Kind>> {
  const admin = await openAdmin()
  await fillWithDemo(admin.waymark)
  const asker = await admin.open('/contacts')
  const shown = await findShown(asker.page, admin.waymark.url)
  await asker.context.close()
  // Opened before any test: what a test opens is closed with it.
  const pages = new Map<Kind, WatchedPage>()
  for (const kind in kinds) pages.set(kind, await admin.open('/contacts', kinds[kind]))
  return {
    async show(screen, kind) {
      const watched = pages.get(kind)
      if (watched === undefined) throw new Error(`There is no page ${kind}.`)
      const path = screen.path(shown)
      if (path === null) throw new Error(`There is nothing to show on ${screen.name}.`)
      await watched.page.goto(`${admin.waymark.url}/admin${path}`)
      await settle(watched.page)
      await screen.open?.(watched.page)
      return watched
    },
    close: () => admin.close(),
  }
}
