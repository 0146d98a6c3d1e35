import { usePreference } from '../../shared/use-preference.ts'

export interface Opened {
  /** Below /admin. */
  readonly to: string
  readonly title: string
}

const KEPT = 10

/** What somebody opened lately, newest first, and how to note one more. */
export function useRecentlyOpened(): readonly [readonly Opened[], (opened: Opened) => void] {
  const [opened, setOpened] = usePreference<readonly Opened[]>('palette.recent', readOpened, [])
  const note = (one: Opened) =>
    setOpened([one, ...opened.filter((other) => other.to !== one.to)].slice(0, KEPT))
  return [opened, note]
}

function readOpened(stored: unknown): Opened[] | null {
  return Array.isArray(stored) ? stored.filter(isOpened).slice(0, KEPT) : null
}

function isOpened(value: unknown): value is Opened {
  const { to, title } = Object(value)
  return typeof to === 'string' && to.startsWith('/') && typeof title === 'string'
}
