import { usePreference } from './use-preference.ts'

/** Whether single letters are shortcuts: who dictates, or whose hand slips, can turn them off (WCAG 2.1.4). */
export function useLetterKeys(): readonly [boolean, (on: boolean) => void] {
  return usePreference('keys.letters', (stored) => (typeof stored === 'boolean' ? stored : null), true)
}
