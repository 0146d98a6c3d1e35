import type { Session } from './session.ts'

/** Who reads what was sent as it was sent: the server answers others 403 (docs/spec/waymark.md §7). */
export function mayReadRawData(role: Session['user']['role'] | undefined): boolean {
  return role === 'admin' || role === 'privacy'
}
