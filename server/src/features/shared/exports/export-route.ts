import { Type } from 'typebox'
import { exportRoles } from './exports.ts'

/** What the routes of all exports share. HEAD would have to read the whole list. */
export const exportRoute = { exposeHeadRoute: false, config: { roles: exportRoles } } as const

const file = Type.String({ description: 'Streamed; breaks off where it fails in the middle.' })

export const exportResponse = {
  200: {
    description: 'The file.',
    content: { 'text/csv': { schema: file }, 'application/x-ndjson': { schema: file } },
  },
}
