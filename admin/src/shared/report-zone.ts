import { useSession } from './session.ts'

const viewersZone = Intl.DateTimeFormat().resolvedOptions().timeZone

/** The zone whose days all screens count: the setting `reports.timeZone`. */
export function useReportZone(): string {
  // Without a session no screen is shown.
  return useSession().data?.installation.timeZone ?? 'UTC'
}

/** That zone where days mean something else by the clock of the viewer, and have to say so; else null. */
export function useForeignZone(): string | null {
  const zone = useReportZone()
  // Zones have several names: the browser has one for each.
  const named = new Intl.DateTimeFormat('en', { timeZone: zone }).resolvedOptions().timeZone
  return named === viewersZone ? null : zone
}
