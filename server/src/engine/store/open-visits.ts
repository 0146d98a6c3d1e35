import { timeOfId, type Uuid } from '../../domain/ids.ts'
import type { Contact, VisitState } from '../state.ts'

/**
 * The open visits of a contact as they stand in its state: short, because every event writes them again. What is the
 * same as the contact's id, which it nearly always is, is left out, and so is what is null or false.
 */
interface StoredVisit {
  readonly id: Uuid
  /** The contact under which its row stands. */
  readonly contact?: Uuid
  readonly device?: Uuid
  readonly channel: number
  /** Where it is not the time in the visit's id. */
  readonly startedAt?: number
  readonly lastAt: number
  readonly pages: number
  readonly page?: Uuid
  /** Where it is not the time in the page's id. */
  readonly pageAt?: number
  readonly campaign?: true
}

export function writeOpenVisits({ id: contactId, openVisits }: Contact): string {
  return JSON.stringify(
    openVisits.map(
      ({
        id,
        contact,
        device,
        channel,
        startedAt,
        lastAt,
        pageViews,
        page,
        pageAt,
        hasCampaign,
      }): StoredVisit => ({
        id,
        ...(contact !== contactId && { contact }),
        ...(device !== contactId && { device }),
        channel,
        ...(startedAt !== timeOfId(id) && { startedAt }),
        lastAt,
        pages: pageViews,
        ...(page !== null && { page }),
        ...(page !== null && pageAt !== null && pageAt !== timeOfId(page) && { pageAt }),
        ...(hasCampaign && { campaign: true }),
      }),
    ),
  )
}

export function readOpenVisits(contactId: Uuid, stored: readonly StoredVisit[]): VisitState[] {
  return stored.map(({ id, contact, device, channel, startedAt, lastAt, pages, page, pageAt, campaign }) => ({
    id,
    contact: contact ?? contactId,
    device: device ?? contactId,
    channel,
    startedAt: startedAt ?? timeOfId(id),
    lastAt,
    flushedAt: null,
    pageViews: pages,
    page: page ?? null,
    pageAt: pageAt ?? (page === undefined ? null : timeOfId(page)),
    hasCampaign: campaign ?? false,
    pages: null,
  }))
}

export type StoredVisits = readonly StoredVisit[]
