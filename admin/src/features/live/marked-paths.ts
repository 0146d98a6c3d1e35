import type { LiveRequestDetails } from './live.api.ts'

/** Where in a body the members at fault are, as a tree of JSON names them. */
export function findMarkedPaths({ list, api, code }: LiveRequestDetails, body: unknown): string[] {
  const isWhole = code === 'wrong_channel' ? ['channel'] : code === 'contact_not_found' ? ['contact'] : []
  return [
    ...isWhole,
    ...list.flatMap(({ index, field, code: itemCode }) => {
      if (itemCode === null) return []
      const item = api === 'xperience' ? `activities[${index}]` : Array.isArray(body) ? `[${index}]` : ''
      if (field === null) return item === '' ? [] : [item]
      return [item === '' ? field : `${item}.${field}`]
    }),
  ]
}
