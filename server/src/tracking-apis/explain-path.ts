import { findNearestName } from '../platform/nearest-name.ts'

/** Longer ends are looked up for nobody, and longer addresses are not repeated whole. */
const MAX_END = 24
const MAX_SHOWN = 200

/** That there is nothing at an address, and which of these was probably meant: the one whose end is alike. */
export function explainPath(url: string, paths: readonly string[]): string {
  const path = url.split(/[?#]/, 1)[0] ?? ''
  const shown = path.length > MAX_SHOWN ? `${path.slice(0, MAX_SHOWN)}…` : path
  const end = endOf(path.replace(/\/+$/, ''))
  const nearest = end.length > MAX_END ? null : findNearestName(end, paths.map(endOf))
  const meant = paths.find((one) => endOf(one) === nearest)
  const hint = meant === undefined ? `There are ${paths.join(', ')}.` : `Did you mean ${meant}?`
  return `There is nothing at ${shown}. ${hint}`
}

function endOf(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1).toLowerCase()
}
