import { randomUUID } from 'node:crypto'
import { guarded } from '../../../server/test/support/listening-waymark.ts'
import type { OpenAdmin } from './open-admin.ts'

/** Visitors who come through both tracking APIs, as apps make them. */
export interface Visitors {
  /** A new one, or what an earlier one does next, of the Sitecore API; gives its id. */
  browse(events: readonly object[], visitor?: string): Promise<string>
  /** A contact of the Xperience API that does this; gives its id. */
  act(activities: readonly object[], contact?: string): Promise<string>
  agree(contact: string, consent: string, agreed?: boolean): Promise<void>
}

/** What an app would send that names somebody. */
export function form(fields: Readonly<Record<string, string>>): object {
  return { type: 'datainput', value: 'Registration', contactFields: fields }
}

export function sendTo(admin: OpenAdmin): Visitors {
  async function xperience(path: string, body: object): Promise<Record<string, unknown>> {
    const reply = await fetch(`${admin.waymark.url}/Kentico.Tracking${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${guarded.trackingKey}` },
      body: JSON.stringify(body),
    })
    const text = await reply.text()
    if (!reply.ok) throw new Error(`${path}: ${reply.status} ${text}`)
    return text === '' ? {} : JSON.parse(text)
  }

  return {
    async browse(events, visitor = randomUUID()) {
      const reply = await fetch(
        `${admin.waymark.url}/sitecore/api/jss/track/event?sc_apikey=${guarded.sitecoreKey}`,
        {
          method: 'POST',
          headers: { 'content-type': 'application/json', 'x-waymark-visitor': visitor },
          body: JSON.stringify(events),
        },
      )
      if (!reply.ok) throw new Error(await reply.text())
      return visitor
    },
    async act(activities, contact) {
      const id = contact ?? String((await xperience('/contacts', { channel: guarded.channel })).contact)
      const { results } = await xperience('/activities', {
        channel: guarded.channel,
        contact: id,
        activities,
      })
      const statuses = (results as { status: number }[]).map(({ status }) => status)
      if (statuses.some((status) => status !== 202)) throw new Error(JSON.stringify(results))
      return id
    },
    async agree(contact, consent, agreed = true) {
      await xperience(`/contacts/${contact}/consents/${consent}`, { agree: agreed })
    },
  }
}
