import type { Hit } from '../../../../server/src/features/resolve/resolve.schemas.ts'

/** Where in the admin something is shown, below /admin: itself, or the list that it narrows. */
export function addressOf({ type, id, detail }: Pick<Hit, 'type' | 'id' | 'detail'>): string {
  switch (type) {
    case 'contact':
      return `/contacts/${id}/overview`
    case 'visit':
      return `/visits/${id}`
    case 'request':
      return `/live/${id}`
    case 'rejectedEvent':
      return `/live/rejected/${id}`
    case 'channel':
      return `/live?channel=${id}`
    case 'goal':
    case 'outcome':
    case 'campaign':
    case 'consent':
      return `/contacts?${type}=${id}`
    case 'event':
    case 'activityType':
      return `/activities?type=${encodeURIComponent(detail ?? '')}`
  }
}
