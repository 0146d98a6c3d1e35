import type { BrowserContext } from 'playwright-core'
import type { Chromium } from '../../conformance/src/chromium.ts'
import { administrator } from './traffic.ts'

export interface Size {
  readonly width: number
  readonly height: number
}

export const LAPTOP: Size = { width: 1440, height: 900 }

/** A browser of somebody who is signed in already. */
export async function openSignedIn(chromium: Chromium, url: string, viewport: Size): Promise<BrowserContext> {
  const context = await chromium.openProfile({ viewport })
  const { email, password } = administrator
  const reply = await context.request.post(`${url}/api/v1/session`, { data: { email, password } })
  if (!reply.ok()) throw new Error(`Nobody could sign in: ${reply.status()} ${await reply.text()}`)
  return context
}
